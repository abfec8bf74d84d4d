using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>What people do to jobs.</summary>
internal sealed partial class JobLife
{
    private HashSet<long>? _changed; // While an action is counted.

    /// <summary>Does something to jobs, which are given in the order of their ids.</summary>
    /// <returns>How many of them were changed, also as a consequence of a change to another of them.</returns>
    public long Apply(JobAction action, IReadOnlyList<long> ids)
    {
        _changed = [];
        foreach (var id in ids)
        {
            if (JobRow.Find(Database, id) is not { } row)
            {
                continue; // It went with another.
            }

            switch (action)
            {
                case JobAction.Retry:
                    Retry(row);
                    break;
                case JobAction.Cancel:
                    Cancel(row);
                    break;
                default:
                    Discard(row);
                    break;
            }
        }

        var changed = ids.LongCount(_changed.Contains);
        _changed = null;
        return changed;
    }

    private void Cancel(JobRow row)
    {
        if (row is { State: JobState.Running, IsCalledOff: false })
        {
            Database.Use("job-call-off").Bind(row.Id).Run();
            _changed?.Add(row.Id);
        }
        else if (row.State != JobState.Running && !row.HasEnded)
        {
            End(row, JobState.Cancelled);
        }
    }

    private void Discard(JobRow row)
    {
        if (row.State == JobState.Running)
        {
            return;
        }

        _uniqueKeys.Forget(row);
        if (!row.HasEnded)
        {
            End(row, JobState.Cancelled);
        }

        if (JobRow.Find(Database, row.Id) is { } ended)
        {
            Remove(ended);
        }
    }

    private void Retry(JobRow row)
    {
        if (row.State == JobState.RetryScheduled)
        {
            row.Attempts = 0;
            row.Crashes = 0;
            row.IsSuspect = false;
            row.DueAt = Now;
            Settle(row);
        }
        else if (row.HasEndedBadly)
        {
            ReviveFamily(row.Id);
        }
    }

    /// <summary>Lets a job that ended badly live again, and with it those that ended because it did.</summary>
    private void ReviveFamily(long first)
    {
        var reviving = new Stack<long>([first]);
        while (reviving.TryPop(out var id))
        {
            var row = Get(id);
            if (FindBadParent(row) is { } bad)
            {
                // Another parent is bad still, and its retry will be the one that helps.
                if (row.CancelledBy is not null)
                {
                    row.CancelledBy = bad;
                    row.Save(Database);
                }
            }
            else if (_uniqueKeys.TryTakeAgain(row))
            {
                row.DueAt = id == first ? Now : row.DueAt;
                Revive(row);
                foreach (var child in ChildrenOf(row))
                {
                    if (Get(child) is { State: JobState.Cancelled } cancelled && cancelled.CancelledBy == id)
                    {
                        reviving.Push(child);
                    }
                }
            }
        }
    }

    private void Revive(JobRow row)
    {
        row.Attempts = 0;
        row.Crashes = 0;
        row.IsSuspect = false;
        row.EndedAt = null;
        row.PruneAt = null;
        row.CancelledBy = null;
        BatchesOf(row).ForEach(batch => Database.Use("batch-count").Bind(batch).Bind(1).Bind(0).Run());

        EnterGroup(row);
        Settle(row);
    }
}
