using Ringleader.Jobs;

namespace Ringleader.Sqlite.Life;

/// <summary>Groups, which let one job through at a time, and limit keys, which let through as many as their limit says.</summary>
internal sealed partial class JobLife
{
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
    private bool HandOn(string key, long besides)
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
