using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>Who goes on when others have ended: jobs that come after others, groups and limit keys.</summary>
internal sealed partial class JobLife
{
    /// <summary>Enqueues what follows a batch, once its time has come.</summary>
    public void EnqueueFollowers(long batchId)
    {
        NewJob?[] followers;
        using (var batch = Database.Use("batch-take-followers").Bind(batchId))
        {
            followers = batch.Step() ? [Json.ReadJob(batch.BlobOrNull(0)), Json.ReadJob(batch.BlobOrNull(1))] : [];
        }

        foreach (var follower in followers.OfType<NewJob>())
        {
            Admit(follower, [], batchId: null);
        }

        if (followers.Any(follower => follower is not null))
        {
            Database.Use("batch-mark-followed").Bind(batchId).Run();
        }
    }

    private void Link(JobRow row, IReadOnlyList<long> parents)
    {
        foreach (var parent in parents)
        {
            Database.Use("follows-insert").Bind(parent).Bind(row.Id).Run();
        }
    }

    private bool HasOpenParents(JobRow row) => Database.Use("follows-any-parent").Bind(row.Id).Number() != 0;

    private long? FindBadParent(JobRow row) => row.HasParents ? Database.Use("follows-bad-parent").Bind(row.Id).Number() : null;

    private List<long> ChildrenOf(JobRow row) => Database.Use("follows-children").Bind(row.Id).Numbers();

    /// <summary>Takes a job that goes out of the family: what is gone counts as succeeded.</summary>
    private void Unlink(JobRow row)
    {
        if (row.HasParents)
        {
            Database.Use("follows-delete-child").Bind(row.Id).Run();
        }

        if (row.State != JobState.Succeeded) // Else it has left already.
        {
            Database.Use("follows-delete-parent").Bind(row.Id).Run();
        }
    }

    private void TellChildren(JobRow row)
    {
        var children = ChildrenOf(row);
        if (children.Count == 0)
        {
            return;
        }

        if (row.State != JobState.Succeeded)
        {
            children.ForEach(child => _toCancel.Push((child, row.Id)));
            return;
        }

        Database.Use("follows-delete-parent").Bind(row.Id).Run();
        foreach (var id in children)
        {
            if (Get(id) is { State: JobState.Waiting } child && !HasOpenParents(child))
            {
                Settle(child);
            }
        }
    }

    private void TellBatch(JobRow row)
    {
        var batches = BatchesOf(row);
        if (batches.Count > 0 && row.State == JobState.Succeeded)
        {
            Database.Use("guest-delete").Bind(row.Id).Run();
        }

        foreach (var batch in batches)
        {
            Database.Use("batch-count").Bind(batch).Bind(-1).Bind(row.State == JobState.Succeeded ? -1 : 0).Run();
            EnqueueFollowers(batch);
        }
    }

    /// <summary>Lets a batch wait for a job that a job of its own is a duplicate of.</summary>
    private void Join(long id, long? batchId)
    {
        if (batchId is { } batch
            && JobRow.Find(Database, id) is { State: not JobState.Succeeded } row
            && row.BatchId != batch
            && Database.Use("guest-insert").Bind(id).Bind(batch).Run() > 0)
        {
            Database.Use("batch-count").Bind(batch).Bind(row.HasEnded ? 0 : 1).Bind(1).Run();
        }
    }

    /// <summary>The batches that wait for a job: its own, and those of which a job was a duplicate of it.</summary>
    private List<long> BatchesOf(JobRow row)
    {
        List<long> batches = row.UniqueKey is null ? [] : Database.Use("guest-batches").Bind(row.Id).Numbers();
        if (row.BatchId is { } own)
        {
            batches.Add(own);
        }

        return batches;
    }

    /// <summary>Lets ready jobs of a key through, or calls them back, after its limit has changed.</summary>
    public void Balance(string key)
    {
        while (change.Steering.OfKey(key) is { } limit && CountThrough(key, besides: 0, limit + 1L) > limit && LastReady(key) is { } last)
        {
            last.IsInLine = true;
            Move(last, JobState.Waiting);
        }

        while (HandOn(key, besides: 0))
        {
        }
    }

    private void EnterGroup(JobRow row)
    {
        if (row.Group is { } group)
        {
            Database.Use("group-enter").Bind(group).Bind(row.Id).Run();
        }
    }

    private void LeaveGroup(JobRow row)
    {
        if (row.Group is not { } group || HolderOf(group) != row.Id)
        {
            return;
        }

        if (Database.Use("group-next").Bind(group).Bind(row.Id).Number() is { } next)
        {
            Database.Use("group-hand-on").Bind(group).Bind(next).Run();
            Settle(Get(next));
        }
        else
        {
            Database.Use("group-delete").Bind(group).Run();
        }
    }

    private long? HolderOf(string group) => Database.Use("group-holder").Bind(group).Number();

    private bool HasSlot(string key, long besides) => change.Steering.OfKey(key) is not { } limit || CountThrough(key, besides, limit) < limit;

    private long CountThrough(string key, long besides, long atMost) =>
        Database.Use("key-count-through").Bind(key).Bind(besides).Bind(atMost).Number() ?? 0;

    private JobRow? LastReady(string key) => Database.Use("key-last-ready").Bind(key).Number() is { } id ? Get(id) : null;

    /// <summary>Lets the most urgent job of a key's line through if there is a slot.</summary>
    /// <param name="key">The key.</param>
    /// <param name="besides">A job that is giving its slot back, and whose row does not say so yet; 0 for none.</param>
    public bool HandOn(string key, long besides)
    {
        if (Database.Use("key-next").Bind(key).Number() is not { } id || !HasSlot(key, besides))
        {
            return false;
        }

        var next = Get(id);
        next.IsInLine = false;
        change.News.TellQueue(next.Queue);
        Move(next, JobState.Ready);
        return true;
    }

    /// <summary>Says that one more job of a queue may start, if the queue has a limit.</summary>
    private void SlotIsFree(JobRow row)
    {
        if (change.Steering.OfQueue(row.Queue)?.Running is not null)
        {
            change.News.TellQueue(row.Queue);
        }
    }
}
