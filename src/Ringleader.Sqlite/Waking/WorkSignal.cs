namespace Ringleader.Sqlite.Waking;

/// <summary>Tells those of this process who wait for work that there may be some. Thread-safe.</summary>
internal sealed class WorkSignal
{
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];
    private volatile bool _hasWaiters;

    public bool HasWaiters => _hasWaiters;

    public void Add(Waiter waiter)
    {
        lock (_lock)
        {
            _waiters.Add(waiter);
            _hasWaiters = true;
        }
    }

    public void Remove(Waiter waiter)
    {
        lock (_lock)
        {
            _waiters.Remove(waiter);
            _hasWaiters = _waiters.Count > 0;
        }
    }

    /// <summary>Wakes those whom the news of a transaction of this process are for.</summary>
    public void Tell(News news)
    {
        if (!HasWaiters)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var waiter in _waiters)
            {
                if (!IsFor(waiter, news))
                {
                    continue;
                }

                // The news do not say of which kinds the ready jobs are.
                if (waiter.Claim is { Kinds: null, IsBusy: false } || news.IsForAll || news.SoonestDue < waiter.Until)
                {
                    waiter.Wake();
                }
                else
                {
                    waiter.LookAgain();
                }
            }
        }
    }

    /// <summary>Something has changed, and nobody knows what.</summary>
    public void LookAgain()
    {
        lock (_lock)
        {
            _waiters.ForEach(static waiter => waiter.LookAgain());
        }
    }

    public void WakeAll()
    {
        lock (_lock)
        {
            _waiters.ForEach(static waiter => waiter.Wake());
        }
    }

    private static bool IsFor(Waiter waiter, News news) =>
        news.IsForAll
        || news.SoonestDue < waiter.Until
        || (news.Queues.Count > 0 && (waiter.Claim.Queues.Count == 0 || waiter.Claim.Queues.Any(news.Queues.Contains)));
}
