using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Life;

/// <summary>Which job holds which unique key.</summary>
internal sealed class UniqueKeys(Change change)
{
    /// <summary>The job that holds the key of another; null when none does.</summary>
    public long? FindHolder(NewJob job) => job.Unique is { } unique ? FindHolder(job.Kind, unique.Key) : null;

    /// <summary>Takes a job's key, which is free.</summary>
    public void Take(NewJob job, long id)
    {
        if (job.Unique is { } unique)
        {
            long? until = unique is { Scope: UniqueScope.Time, For: { } time } ? Instants.After(change.Now, time) : null;
            Take(job.Kind, unique.Key, id, until);
        }
    }

    /// <summary>Takes the key of a job that lives again; false when another has it.</summary>
    public bool TryTakeAgain(JobRow row)
    {
        var needsKey = row.UniqueScope == UniqueScope.UntilEnded || (row.UniqueScope == UniqueScope.UntilStarted && row.Term == 0);
        if (!needsKey || row.UniqueKey is not { } key)
        {
            return true;
        }

        if (FindHolder(row.Kind, key) is not null)
        {
            return false;
        }

        Take(row.Kind, key, row.Id, until: null);
        return true;
    }

    /// <summary>Frees the key that a job holds, unless it holds it for a time.</summary>
    public void Free(JobRow row)
    {
        if (row.UniqueScope != UniqueScope.Time)
        {
            Forget(row);
        }
    }

    /// <summary>Frees the key that a job holds, for however long it was to hold it.</summary>
    public void Forget(JobRow row)
    {
        if (row.UniqueKey is { } key)
        {
            Free(row.Kind, key, row.Id);
        }
    }

    public void Free(string kind, string key, long id) => change.Database.Use("unique-free").Bind(kind).Bind(key).Bind(id).Run();

    private long? FindHolder(string kind, string key) => change.Database.Use("unique-holder").Bind(kind).Bind(key).Bind(change.Now).Number();

    private void Take(string kind, string key, long id, long? until) => change.Database.Use("unique-take").Bind(kind).Bind(key).Bind(id).Bind(until).Run();
}
