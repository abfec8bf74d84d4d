using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>What the end of one job means for others: those that come after it, and its batch.</summary>
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
        if (row.BatchId is { } batchId)
        {
            Database.Use("batch-count").Bind(batchId).Bind(-1).Bind(row.State == JobState.Succeeded ? -1 : 0).Run();
            EnqueueFollowers(batchId);
        }
    }
}
