using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Life;

/// <summary>Changes jobs that neither run nor have completed, and puts them where they belong then.</summary>
internal sealed class WaitingJobs(Change change)
{
    /// <summary>When a job may run.</summary>
    public static long DueAt(DateTimeOffset? runAt, TimeSpan? delay, long now) =>
        runAt is { } at ? Instants.Ceiling(at) : Instants.After(now, delay ?? TimeSpan.Zero);

    /// <summary>Changes when a job may run, or its priority; false when it does not wait.</summary>
    public bool TryChange(long id, JobChange asked)
    {
        long? due = asked.RunAt is null && asked.Delay is null ? null : DueAt(asked.RunAt, asked.Delay, change.Now);
        return TryChange(id, due, asked.Priority, arguments: null);
    }

    /// <summary>Replaces what a duplicate asks for in the job that holds its key, if that waits.</summary>
    public bool TryReplace(long holder, NewJob duplicate)
    {
        if (duplicate.Unique is not { Replace: var replace and not UniqueReplace.Nothing })
        {
            return false;
        }

        return TryChange(
            holder,
            replace.HasFlag(UniqueReplace.RunAt) ? DueAt(duplicate.RunAt, duplicate.Delay, change.Now) : null,
            replace.HasFlag(UniqueReplace.Priority) ? duplicate.Priority : null,
            replace.HasFlag(UniqueReplace.Arguments) ? duplicate : null);
    }

    private bool TryChange(long id, long? due, int? priority, NewJob? arguments)
    {
        if (JobRow.Find(change.Database, id) is not { HasEnded: false, State: not JobState.Running } row)
        {
            return false;
        }

        var statement = change.Database.Use("job-change").Bind(id).Bind(priority);
        (arguments is null ? statement.Bind((long?)null).Bind((long?)null) : statement.Bind(arguments.Arguments.Span).Bind(arguments.Version)).Run();
        row.DueAt = due ?? row.DueAt;
        change.Life.Settle(row);

        // Afterwards, so that the job keeps its slot if it goes on being ready.
        if (row.LimitKey is { } key)
        {
            change.Life.HandOn(key, besides: 0);
        }

        return true;
    }
}
