using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Tells those who wait for work that there may be some. Used under the store's lock; what waits goes on outside it.</summary>
internal sealed class WorkSignal
{
    private readonly List<Waiter> _waiters = [];

    public Waiter Add(JobClaim claim, long until)
    {
        var waiter = new Waiter(claim, until);
        _waiters.Add(waiter);
        return waiter;
    }

    public void Remove(Waiter waiter) => _waiters.Remove(waiter);

    /// <summary>A job is ready.</summary>
    public void Wake(JobEntry job)
    {
        foreach (var waiter in _waiters)
        {
            if (IsFor(waiter, job.Queue) && waiter.Claim.Knows(job.Job.Kind, job.Job.Version) && !(job.IsSuspect && waiter.Claim.IsBusy))
            {
                waiter.Wake();
            }
        }
    }

    /// <summary>One more job of a queue may start.</summary>
    public void Wake(QueueEntry queue)
    {
        foreach (var waiter in _waiters)
        {
            if (IsFor(waiter, queue))
            {
                waiter.Wake();
            }
        }
    }

    /// <summary>A job becomes due: whoever meant to wait for longer has to think again.</summary>
    public void WakeForTime(long due)
    {
        foreach (var waiter in _waiters)
        {
            if (due < waiter.Until)
            {
                waiter.Wake();
            }
        }
    }

    public void WakeAll() => _waiters.ForEach(waiter => waiter.Wake());

    private static bool IsFor(Waiter waiter, QueueEntry queue) =>
        waiter.Claim.Queues.Count == 0 || waiter.Claim.Queues.Contains(queue.Name, StringComparer.Ordinal);
}
