using System.Diagnostics.CodeAnalysis;
using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces;

/// <content>What can be done to a tuple that was written, by its id.</content>
public sealed partial class TupleSpace
{
    /// <summary>Finds an entry by its id, without a table of entries; a server hands ids out instead of objects.</summary>
    /// <returns>False when the tuple is gone, or never was.</returns>
    internal bool TryResolve(long id, [NotNullWhen(true)] out TupleEntry? entry)
    {
        lock (Lock)
        {
            entry = _store.TryResolve(id, out var place) ? new(this, id, place.Tuple) : null;
            return entry is not null;
        }
    }

    internal bool Cancel(TupleEntry entry)
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            if (!TryFind(entry, out var place) || place.Entry.Term?.IsOver(Clock.Now) is true)
            {
                return false;
            }

            End(place, ref aftermath);
        }

        aftermath.Run();
        return true;
    }

    internal async ValueTask<bool> RenewAsync(TupleEntry entry, Lifetime lifetime, CancellationToken cancellationToken)
    {
        var grant = await _renewals.GrantAsync(lifetime, entry.Tuple, cancellationToken).ConfigureAwait(false);
        Aftermath aftermath = default;
        lock (Lock)
        {
            if (!TryFind(entry, out var place) || place.Entry.Term?.IsOver(Clock.Now) is true)
            {
                return false;
            }

            if (grant.IsOver)
            {
                End(place, ref aftermath);
            }
            else
            {
                SetTerm(place, grant);
            }
        }

        aftermath.Run();
        return true;
    }

    internal TupleEntryState StateOf(TupleEntry entry)
    {
        lock (Lock)
        {
            if (!TryFind(entry, out var place) || place.Entry.IsLeaving || place.Entry.Term?.IsOver(Clock.Now) is true)
            {
                return TupleEntryState.Gone;
            }

            return place.Entry.IsLeased ? TupleEntryState.Leased : TupleEntryState.Present;
        }
    }

    internal DateTimeOffset? ExpiryOf(TupleEntry entry)
    {
        lock (Lock)
        {
            return TryFind(entry, out var place) && place.Entry.Term is { DueAt: var dueAt } && dueAt != SpaceClock.Never ? Clock.ToInstant(dueAt) : null;
        }
    }

    private bool TryFind(TupleEntry entry, out Place place) => _store.TryResolve(entry.Id, out place);

    /// <summary>Ends the time of a tuple. A leased one is only marked, so that it does not come back.</summary>
    private void End(Place place, ref Aftermath aftermath)
    {
        if (place.Entry.IsLeased)
        {
            SetTerm(place, Grant.Over);
            return;
        }

        var tuple = place.Tuple;
        Remove(place);
        _changes.Append(ChangeKind.Deleted, tuple, ref aftermath);
    }

    private void SetTerm(Place place, Grant grant)
    {
        ref var term = ref place.Entry.Term;
        DropTerm(term);
        term = grant.Duration is { } duration ? new TupleTerm(this, _renewals, place, grant, Clock.After(duration)) : null;
        if (term is null)
        {
            return;
        }

        _termCount++;
        if (!grant.IsOver)
        {
            Schedule(term);
        }
    }

    /// <summary>Stops the term of a tuple, when it has one.</summary>
    private void DropTerm(TupleTerm? term)
    {
        if (term is not null)
        {
            _termCount--;
            term.Drop();
            _wheel.Remove(term);
        }
    }
}
