using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// Where callers who enqueue one job each meet, so that those who come at the same time share one call of the store, and one commit.
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>Who comes while nobody is out goes at once. Who comes while somebody is out waits; when that one is back, all who wait go together,
/// led by the first of them, who makes the call for all. Where there was company the last time, whoever leads lets the threads finish what
/// they have at hand before it goes: so those whose last job was just enqueued come along with their next one. Nobody waits for more than
/// the call that is out and its own, there is no time-out to tune, and each call is run by a caller: there is no task that nobody waits
/// for.</para>
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
    private bool _hadCompany;

    private enum Turn
    {
        Alone,
        Leader,
        Later,
    }

    /// <summary>Enqueues a job, together with those of others or alone.</summary>
    public async ValueTask<JobReceipt> EnqueueAsync(NewJob job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seat = new EnqueueSeat(job);
        switch (Take(seat))
        {
            case Turn.Alone:
                try
                {
                    return await CallAsync(job, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    WakeNext();
                }

            case Turn.Later when !await WaitAsync(seat, cancellationToken).ConfigureAwait(false):
                return seat.Receipt;

            default:
                await LeadAsync(seat).ConfigureAwait(false);
                return seat.Receipt;
        }
    }

    private Turn Take(EnqueueSeat seat)
    {
        lock (_lock)
        {
            if (_isOut)
            {
                _waiting.Enqueue(seat);
                return Turn.Later;
            }

            _isOut = true;
            return _hadCompany ? Turn.Leader : Turn.Alone;
        }
    }

    /// <summary>Waits for the turn of a seat: true when it is to lead, false when its job is settled.</summary>
    private static async Task<bool> WaitAsync(EnqueueSeat seat, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((EnqueueSeat)state!).Leave(token), seat); // The state is the seat.
        await using (registration.ConfigureAwait(false))
        {
            return await seat.Woken.ConfigureAwait(false);
        }
    }

    /// <summary>Makes the call for a group and settles all of it, the leader included. Throws nothing.</summary>
    private async Task LeadAsync(EnqueueSeat leader)
    {
        await Task.Yield();
        var present = TakeGroup(leader);
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

    /// <summary>Who was out is back: the first who has not left in the meantime leads the next group, or the way is free.</summary>
    private void WakeNext()
    {
        while (TakeFirst() is { } seat && !seat.TryLead())
        {
        }
    }

    private EnqueueSeat? TakeFirst()
    {
        lock (_lock)
        {
            _isOut = _waiting.TryDequeue(out var first);
            return first;
        }
    }

    /// <summary>The leader, and those behind it who have not left.</summary>
    private EnqueueSeat[] TakeGroup(EnqueueSeat leader)
    {
        List<EnqueueSeat> group = [leader];
        lock (_lock)
        {
            while (group.Count < LargestGroup && _waiting.TryDequeue(out var seat))
            {
                if (!seat.Woken.IsCanceled)
                {
                    group.Add(seat);
                }
            }

            _hadCompany = group.Count > 1;
        }

        return [.. group];
    }
}
