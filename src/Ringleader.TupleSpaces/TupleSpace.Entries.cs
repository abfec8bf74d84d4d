using System.Diagnostics.CodeAnalysis;
using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Storage;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces;

/// <content>What is done to a tuple by its id: by its entry, or by a search that matched it outside of the lock.</content>
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

    // The steps under the lock of a CostlySearch.

    /// <summary>One wait with a costly template tries its tuples at a time, so that many of them cannot take all processors.</summary>
    internal SemaphoreSlim CostlyLane { get; } = new(1);

    /// <summary>Finds visible tuples that the screen of a template lets through, in the order in which they are answered.</summary>
    internal void FindCandidates(Template template, int maxCount, List<Candidate> found)
    {
        List<Place> places = [];
        lock (Lock)
        {
            RequireOpen();
            _store.FindAll(template.Screen, Now, maxCount, places);
            foreach (var place in places)
            {
                found.Add(new(place.Tuple, place.Id));
            }
        }
    }

    /// <summary>Does what a call is for with a tuple that matches, if it is still there. A read needs it no more.</summary>
    /// <returns>A <see cref="SpaceTuple"/> or <see cref="ITakenTuple"/>, or null.</returns>
    internal object? TrySettle(Candidate candidate, WaitKind kind, (SpaceTuple Tuple, Grant Grant) replacement)
    {
        if (kind == WaitKind.Read)
        {
            return candidate.Tuple;
        }

        Aftermath aftermath = default;
        object result;
        lock (Lock)
        {
            RequireOpen();
            if (!IsThere(candidate, out var place))
            {
                return null;
            }

            result = kind == WaitKind.Lease ? Lease(place, ref aftermath) : Take(place, ref aftermath);
            if (kind == WaitKind.Replace)
            {
                Store(replacement.Tuple, replacement.Grant, ref aftermath);
            }
        }

        aftermath.Run();
        return result;
    }

    /// <summary>Begins to collect new tuples for a wait.</summary>
    internal Probe AddProbe(Template template, TimeSpan timeout)
    {
        lock (Lock)
        {
            RequireOpen();
            RequireRoomForWaiter(template);
            var probe = new Probe(this, template, DueAfter(timeout));
            _probes.Add(probe);
            Schedule(probe);
            return probe;
        }
    }

    internal void RemoveProbe(Probe probe)
    {
        lock (Lock)
        {
            _probes.Remove(probe);
            _wheel.Remove(probe);
        }
    }

    /// <summary>Ends a wait because its time is over. Under the lock.</summary>
    internal void Expire(Probe probe, ref Aftermath aftermath) => Expire(probe, null, ref aftermath);

    private void Expire(Probe probe, Exception? error, ref Aftermath aftermath)
    {
        _probes.Remove(probe);
        _wheel.Remove(probe);
        probe.End(error, ref aftermath);
    }

    /// <summary>Finds those candidates that are still there. Under the lock.</summary>
    private void AddWhatIsThere(List<Candidate> candidates, int maxCount, List<Place> places)
    {
        foreach (var candidate in candidates)
        {
            if (places.Count < maxCount && IsThere(candidate, out var place))
            {
                places.Add(place);
            }
        }
    }

    private bool IsThere(Candidate candidate, out Place place) =>
        _store.TryResolve(candidate.Id, out place)
        && ReferenceEquals(place.Tuple, candidate.Tuple)
        && place.Entry.IsVisible
        && place.Entry.Term?.IsOver(Now) is not true;

    /// <summary>Shows a tuple to the waits that try it on their own time.</summary>
    private void OfferToProbes(Candidate candidate, ref Aftermath aftermath)
    {
        _probes.FindAll(candidate.Tuple, _probed);
        foreach (var probe in _probed)
        {
            probe.Offer(candidate, ref aftermath);
        }

        _probed.Clear();
    }
}
