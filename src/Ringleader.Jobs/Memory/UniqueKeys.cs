using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Which job holds which unique key.</summary>
internal sealed class UniqueKeys
{
    private readonly Dictionary<(string Kind, string Key), (long JobId, long Until)> _holders = [];
    private readonly PriorityQueue<(string Kind, string Key), long> _ends = new();

    /// <summary>The job that holds the key of another; 0 when none does.</summary>
    public long FindHolder(NewJob job, long now) =>
        job.Unique is { } unique && _holders.TryGetValue((job.Kind, unique.Key), out var holder) && holder.Until > now ? holder.JobId : 0;

    /// <summary>Takes a job's key, which is free.</summary>
    public void Take(NewJob job, long jobId, long now)
    {
        if (job.Unique is not { } unique)
        {
            return;
        }

        var until = long.MaxValue;
        if (unique is { Scope: UniqueScope.Time, For: { } time })
        {
            until = now + Math.Min(time.Ticks, long.MaxValue - now);
            _ends.Enqueue((job.Kind, unique.Key), until);
        }

        _holders[(job.Kind, unique.Key)] = (jobId, until);
    }

    /// <summary>Frees the key that a job holds, unless it holds it for a time.</summary>
    public void Release(JobEntry job)
    {
        if (job.Job.Unique is { Scope: not UniqueScope.Time })
        {
            Forget(job);
        }
    }

    /// <summary>Frees the key that a job holds, for however long it was to hold it.</summary>
    public void Forget(JobEntry job)
    {
        if (job.Job.Unique is { } unique
            && _holders.TryGetValue((job.Job.Kind, unique.Key), out var holder)
            && holder.JobId == job.Id)
        {
            _holders.Remove((job.Job.Kind, unique.Key));
        }
    }

    /// <summary>Forgets keys whose time is over.</summary>
    public void Tidy(long now)
    {
        while (_ends.TryPeek(out var key, out var end) && end <= now)
        {
            _ends.Dequeue();
            if (_holders.TryGetValue(key, out var holder) && holder.Until <= now)
            {
                _holders.Remove(key);
            }
        }
    }
}
