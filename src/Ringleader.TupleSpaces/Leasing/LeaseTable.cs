using System.Security.Cryptography;
using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Leasing;

/// <summary>
/// Leases whose holders are in other processes: known by an id, and ended by silence, which puts the tuple back. An id cannot be
/// guessed, and its answer is remembered for a while, so that a holder may repeat a message that was not answered.
/// </summary>
/// <param name="space">Whose tuples.</param>
/// <param name="memory">For how long a settled lease is remembered.</param>
internal sealed class LeaseTable(TupleSpace space, TimeSpan memory)
{
    private readonly Dictionary<long, HeldLease> _leases = [];

    /// <summary>Leases that are held or remembered.</summary>
    public int Count
    {
        get
        {
            lock (space.Lock)
            {
                return _leases.Count;
            }
        }
    }

    /// <summary>Keeps a taken tuple for a holder.</summary>
    /// <param name="taken">What this space's <see cref="TupleSpace.TryTakeAsync"/> gave.</param>
    /// <param name="term">How long without a word; positive.</param>
    /// <param name="share">Disposed when the lease is settled or ends; null for none.</param>
    /// <returns>The id: 62 random bits, not 0.</returns>
    public long Hold(ITakenTuple taken, TimeSpan term, IDisposable? share = null)
    {
        lock (space.Lock)
        {
            var id = CreateId();
            var lease = new HeldLease(this, id, (TakenTuple)taken, share);
            _leases.Add(id, lease);
            Reschedule(lease, term);
            return id;
        }
    }

    /// <summary>Hears of a holder.</summary>
    /// <returns>False when the lease has ended or was settled.</returns>
    public bool TryExtend(long id, TimeSpan term)
    {
        lock (space.Lock)
        {
            if (!_leases.TryGetValue(id, out var lease) || lease.IsSettled)
            {
                return false;
            }

            Reschedule(lease, term);
            return true;
        }
    }

    /// <summary>Removes the tuple for good, now or when it was asked before.</summary>
    /// <returns>False when the lease had ended, or the tuple was returned.</returns>
    public bool TryCommit(long id)
    {
        if (!TrySettle(id, out var lease))
        {
            return lease is { Taken.IsReturned: false };
        }

        space.Commit(lease!.Taken); // what was settled just now was found
        return true;
    }

    /// <summary>Removes the tuple for good and writes another, as one change, now or when it was asked before.</summary>
    /// <returns>The entry of the other one; null when the lease had ended, or was settled in another way.</returns>
    public TupleEntry? TryReplace(long id, SpaceTuple replacement, Grant grant)
    {
        if (TrySettle(id, out var lease))
        {
            lease!.Replacement = space.Replace(lease.Taken, replacement, grant); // what was settled just now was found
        }

        return lease?.Replacement;
    }

    /// <summary>Puts the tuple back; does nothing when the lease has ended or was settled.</summary>
    public void Return(long id)
    {
        if (TrySettle(id, out var lease))
        {
            space.Return(lease!.Taken); // what was settled just now was found
        }
    }

    /// <summary>Puts all tuples back, because their holders cannot be heard any more.</summary>
    public void ReturnAll()
    {
        long[] ids;
        lock (space.Lock)
        {
            ids = [.. _leases.Keys];
        }

        foreach (var id in ids)
        {
            Return(id);
        }
    }

    /// <summary>The time of a lease, or of its memory, is over. Under the lock.</summary>
    public void End(HeldLease lease, ref Aftermath aftermath)
    {
        _leases.Remove(lease.Id);
        lease.Share?.Dispose();
        if (!lease.IsSettled)
        {
            space.Return(lease.Taken, ref aftermath);
        }
    }

    private bool TrySettle(long id, out HeldLease? lease)
    {
        lock (space.Lock)
        {
            if (!_leases.TryGetValue(id, out lease) || lease.IsSettled)
            {
                return false;
            }

            lease.IsSettled = true;
            lease.Share?.Dispose();
            Reschedule(lease, memory);
            return true;
        }
    }

    private long CreateId()
    {
        Span<byte> random = stackalloc byte[sizeof(long)];
        while (true)
        {
            RandomNumberGenerator.Fill(random);
            var id = BitConverter.ToInt64(random) & (long.MaxValue >> 1);
            if (id != 0 && !_leases.ContainsKey(id))
            {
                return id;
            }
        }
    }

    private void Reschedule(HeldLease lease, TimeSpan term)
    {
        space.Unschedule(lease);
        lease.Extend(space.Clock.After(term));
        space.Schedule(lease);
    }
}
