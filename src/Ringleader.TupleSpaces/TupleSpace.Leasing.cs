using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Leasing;
using Ringleader.TupleSpaces.Storage;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces;

/// <content>The ends of leases.</content>
public sealed partial class TupleSpace
{
    /// <summary>Asks a lifetime's renewer, when it has one, before the tuple is written.</summary>
    internal ValueTask<Grant> GrantAsync(Lifetime lifetime, SpaceTuple tuple, CancellationToken cancellationToken)
    {
        Guard(tuple);
        return _renewals.GrantAsync(lifetime, tuple, cancellationToken);
    }

    /// <summary>Removes a leased tuple for good.</summary>
    /// <exception cref="InvalidOperationException">The lease is settled.</exception>
    internal void Commit(TakenTuple taken)
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            taken.RequireHeld();
            Commit(taken, ref aftermath);
        }

        aftermath.Run();
    }

    /// <summary>Removes a leased tuple for good, and writes another, as one change.</summary>
    /// <exception cref="InvalidOperationException">The lease is settled.</exception>
    internal TupleEntry Replace(TakenTuple taken, SpaceTuple replacement, Grant grant)
    {
        Aftermath aftermath = default;
        long id;
        lock (Lock)
        {
            RequireOpen();
            taken.RequireHeld();
            Commit(taken, ref aftermath);
            id = Store(replacement, grant, ref aftermath);
        }

        aftermath.Run();
        return new(this, id, replacement);
    }

    /// <summary>Lets a leased tuple count as gone while it is being delivered; then it is committed, or returned.</summary>
    internal void Leave(TakenTuple taken)
    {
        lock (Lock)
        {
            taken.RequireHeld();
            taken.Place.Entry.IsLeaving = true;
        }
    }

    /// <summary>Takes all matches under leases, in one step.</summary>
    internal List<TakenTuple> LeaseAll(Template template, int maxCount)
    {
        Guard(template, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        var candidates = template.IsCostly ? CostlySearch.FindAll(this, template) : null;
        List<Place> places = [];
        List<TakenTuple> taken = [];
        Aftermath aftermath = default;
        lock (Lock)
        {
            RequireOpen();
            if (candidates is null)
            {
                _store.FindAll(template, Now, maxCount, places);
            }
            else
            {
                AddWhatIsThere(candidates, maxCount, places);
            }

            foreach (var place in places)
            {
                taken.Add(Lease(place, ref aftermath));
            }
        }

        aftermath.Run();
        return taken;
    }

    /// <summary>Puts a leased tuple back; does nothing when the lease is settled.</summary>
    internal void Return(TakenTuple taken)
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            Return(taken, ref aftermath);
        }

        aftermath.Run();
    }

    /// <summary>Puts a leased tuple back, as a part of another change. Under the lock.</summary>
    internal void Return(TakenTuple taken, ref Aftermath aftermath)
    {
        if (taken.IsSettled)
        {
            return;
        }

        taken.IsSettled = taken.IsReturned = true;
        var (place, tuple) = (taken.Place, taken.Tuple);
        place.Entry.IsLeaving = false;
        if (place.Entry.Term?.IsOver(Clock.Now) is true)
        {
            Remove(place);
            RecordExpiry(tuple, ref aftermath);
            return;
        }

        _changes.Append(ChangeKind.Returned, tuple, ref aftermath);
        AnswerReaders(tuple, ref aftermath);
        OfferToProbes(new(tuple, place.Id), ref aftermath);
        switch (_takers.FindOldest(tuple))
        {
            case null:
                _store.Return(place);
                break;

            case { Kind: WaitKind.Lease } taker:
                RecordTake(ChangeKind.Leased, tuple, ref aftermath);
                Settle(taker, new TakenTuple(this, place), null, ref aftermath);
                break;

            case { } taker:
                Remove(place);
                RecordTake(ChangeKind.Taken, tuple, ref aftermath);
                Settle(taker, tuple, null, ref aftermath);
                if (taker.Kind == WaitKind.Replace)
                {
                    Store(taker.Replacement.Tuple, taker.Replacement.Grant, ref aftermath);
                }

                break;
        }
    }

    private void Commit(TakenTuple taken, ref Aftermath aftermath)
    {
        taken.IsSettled = true;
        Remove(taken.Place);
        _changes.Append(ChangeKind.Committed, taken.Tuple, ref aftermath);
    }
}
