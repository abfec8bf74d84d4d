using System.Collections.Concurrent;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// The tuples that remote takers hold, by the ids that they drew. A lease that is not extended in time gives its tuple back.
/// How a lease ended is remembered for a while, so that settling can be repeated. Thread-safe.
/// </summary>
internal sealed class ServedLeases(TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The longest that one lease may be asked for at once.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int MostRemembered = 100_000;

    /// <summary>How long the end of a lease is remembered, unless too many end.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, ServedLease> _leases = new();
    private readonly ConcurrentQueue<(long Id, long EndedAt)> _ended = new();
    private readonly ConcurrentDictionary<Task, byte> _expiring = new();

    /// <summary>How many tuples are held now.</summary>
    public int HeldCount => _leases.Values.Count(static lease => lease.IsHeld);

    /// <summary>Puts a tuple under a lease; false when the id is in use, or was given back before it was granted.</summary>
    public bool TryAdd(long id, ITakenTuple taken, TimeSpan duration)
    {
        var lease = new ServedLease(taken);
        if (!_leases.TryAdd(id, lease))
        {
            return false;
        }

        lease.RunFor(duration, clock, expired => Own(EndAsync(id, expired, ReturnAsync)));
        return true;
    }

    /// <summary>Lets a lease last for a time from now; false when it is lost.</summary>
    public bool TryExtend(long id, TimeSpan duration) => _leases.TryGetValue(id, out var lease) && lease.TryExtend(duration);

    /// <summary>Removes the tuple for good; true also when that was done before.</summary>
    public async ValueTask<bool> CommitAsync(long id) => _leases.TryGetValue(id, out var lease)
        && (await EndAsync(id, lease, CommitAsync).ConfigureAwait(false)).IsCommitted;

    /// <summary>Writes another tuple in its place; the id of its entry, also when that was done before, or null.</summary>
    public async ValueTask<long?> ReplaceAsync(long id, SpaceTuple replacement, Lifetime lifetime)
    {
        if (!_leases.TryGetValue(id, out var lease))
        {
            return null;
        }

        var end = await EndAsync(id, lease, async taken =>
        {
            var entry = (TupleEntry)await taken.ReplaceAsync(replacement, lifetime).ConfigureAwait(false); // the space is of this process
            return new LeaseEnd(IsCommitted: true, entry.Id);
        }).ConfigureAwait(false);
        return end.EntryId;
    }

    /// <summary>Gives the tuple back; false when the lease had ended otherwise. One that is not granted yet never will be.</summary>
    public async ValueTask<bool> ReturnAsync(long id)
    {
        var lease = _leases.GetOrAdd(id, static _ => new ServedLease(null));
        return !(await EndAsync(id, lease, ReturnAsync).ConfigureAwait(false)).IsCommitted;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (id, lease) in _leases)
        {
            await EndAsync(id, lease, ReturnAsync).ConfigureAwait(false);
        }

        await Task.WhenAll(_expiring.Keys).ConfigureAwait(false);
    }

    private static async ValueTask<LeaseEnd> CommitAsync(ITakenTuple taken)
    {
        await taken.CommitAsync().ConfigureAwait(false);
        return new LeaseEnd(IsCommitted: true);
    }

    private static async ValueTask<LeaseEnd> ReturnAsync(ITakenTuple taken)
    {
        await taken.ReturnAsync().ConfigureAwait(false);
        return new LeaseEnd(IsCommitted: false);
    }

    private async ValueTask<LeaseEnd> EndAsync(long id, ServedLease lease, Func<ITakenTuple, ValueTask<LeaseEnd>> settle)
    {
        if (lease.IsHeld)
        {
            _ended.Enqueue((id, clock.GetTimestamp()));
            Forget();
        }

        return await lease.EndAsync(settle).ConfigureAwait(false);
    }

    /// <summary>Forgets the ends that are old, and the oldest where there are too many.</summary>
    private void Forget()
    {
        while (_ended.TryPeek(out var oldest)
            && (_ended.Count > MostRemembered || clock.GetElapsedTime(oldest.EndedAt) > Memory)
            && _ended.TryDequeue(out oldest))
        {
            _leases.TryRemove(oldest.Id, out _);
        }
    }

    private void Own(ValueTask<LeaseEnd> ending)
    {
        if (ending.IsCompletedSuccessfully)
        {
            return;
        }

        var task = ending.AsTask();
        _expiring.TryAdd(task, 0);
        _ = task.ContinueWith(
            static (ended, owner) => ((ServedLeases)owner!)._expiring.TryRemove(ended, out _), // passed below
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
