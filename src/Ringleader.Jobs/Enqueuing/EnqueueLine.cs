using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// Where callers who enqueue one job each meet, so that those who come at the same time share one call of the store, and one commit.
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>Who comes while nobody is out goes at once, alone. Who comes while somebody is out waits; when that one is back, all who wait go
/// together, led by the first of them, who makes the call for all. So nobody waits for more than the call that is out and its own, there is no
/// time-out to tune, and each call is run by a caller: there is no task that nobody waits for.</para>
/// <para>A caller that is cancelled leaves: its job is not enqueued if the group has not gone yet, and may be if it has. Only the leader of
/// a group stays until the call of the group has ended, which the store calls bound.</para>
/// <para>When a group fails for another reason than a store that cannot be reached, its jobs go one by one, so that one that the store
/// refuses is refused alone. Jobs carry tokens, so what was enqueued already is not enqueued again.</para>
/// </remarks>
internal sealed class EnqueueLine(StoreCalls store)
{
    /// <summary>How many go together at most; the others wait for the next call.</summary>
    public const int LargestGroup = 500;

    private readonly Lock _lock = new(); // Guards what follows.
    private readonly Queue<EnqueueSeat> _waiting = [];
    private bool _isOut;

    /// <summary>Enqueues a job, together with those of others or alone.</summary>
    public async ValueTask<JobReceipt> EnqueueAsync(NewJob job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TakeSeat(job) is not { } seat)
        {
            try
            {
                return await CallAsync(job, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                WakeNext();
            }
        }

        EnqueueSeat[]? group;
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((EnqueueSeat)state!).Leave(token), seat); // The state is the seat.
        await using (registration.ConfigureAwait(false))
        {
            group = await seat.Woken.ConfigureAwait(false);
        }

        if (group is not null)
        {
            await LeadAsync(group).ConfigureAwait(false);
        }

        return seat.Receipt;
    }

    /// <summary>A seat in the line; null for who may go at once.</summary>
    private EnqueueSeat? TakeSeat(NewJob job)
    {
        lock (_lock)
        {
            if (!_isOut)
            {
                _isOut = true;
                return null;
            }

            var seat = new EnqueueSeat(job);
            _waiting.Enqueue(seat);
            return seat;
        }
    }

    /// <summary>Makes the call for a group and settles all of it, the leader included. Throws nothing.</summary>
    private async Task LeadAsync(EnqueueSeat[] group)
    {
        // The leader is woken, and so are those who left before; the others wait.
        EnqueueSeat[] present = [.. group.Where(seat => !seat.Woken.IsCanceled)];
        try
        {
            var receipts = await store.CallAsync(
                static (store, jobs, token) => store.EnqueueAsync(jobs, token), (IReadOnlyList<NewJob>)[.. present.Select(seat => seat.Job)], CancellationToken.None)
                .ConfigureAwait(false);
            for (var place = 0; place < present.Length; place++)
            {
                present[place].Settle(receipts[place]);
            }
        }
        catch (Exception problem) when (problem is RingleaderException { IsTransient: true } || present.Length == 1)
        {
            foreach (var seat in present)
            {
                seat.Fail(problem);
            }
        }
        catch (Exception)
        {
            // One of them is refused; who it is shows when each goes alone, and is told to that one.
            await GoOneByOneAsync(present).ConfigureAwait(false);
        }
        finally
        {
            WakeNext();
        }
    }

    private async Task GoOneByOneAsync(EnqueueSeat[] present)
    {
        foreach (var seat in present)
        {
            try
            {
                seat.Settle(await CallAsync(seat.Job, CancellationToken.None).ConfigureAwait(false));
            }
            catch (Exception problem)
            {
                seat.Fail(problem);
            }
        }
    }

    private async ValueTask<JobReceipt> CallAsync(NewJob job, CancellationToken cancellationToken)
    {
        var receipts = await store.CallAsync(static (store, job, token) => store.EnqueueAsync([job], token), job, cancellationToken).ConfigureAwait(false);
        return receipts[0];
    }

    /// <summary>Who was out is back: the next go, or the way is free.</summary>
    private void WakeNext()
    {
        while (TakeGroup() is { } group)
        {
            // The first who has not left in the meantime leads; nobody left, nobody goes.
            if (Array.Exists(group, seat => seat.TryLead(group)))
            {
                return;
            }
        }
    }

    private EnqueueSeat[]? TakeGroup()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isOut = false;
                return null;
            }

            var group = new EnqueueSeat[Math.Min(_waiting.Count, LargestGroup)];
            for (var place = 0; place < group.Length; place++)
            {
                group[place] = _waiting.Dequeue();
            }

            return group;
        }
    }
}
