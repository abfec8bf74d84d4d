using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Leasing;
using Ringleader.TupleSpaces.Storage;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces;

/// <content>Writing: who waits is served before a tuple is stored. What is said of the lock holds for all private members.</content>
public sealed partial class TupleSpace
{
    /// <summary>The id of entries that were never stored; no stored one has it.</summary>
    private const long NotStored = 0;

    /// <inheritdoc/>
    public ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        Guard(tuple);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ITupleEntry>(cancellationToken);
        }

        return lifetime.Renewer is null
            ? new(Write(tuple, Grant.Of(lifetime, null)))
            : WriteRenewedAsync(tuple, lifetime, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Guard(template, timeout);
        Guard(replacement);
        cancellationToken.ThrowIfCancellationRequested();
        var grant = await _renewals.GrantAsync(lifetime, replacement, cancellationToken).ConfigureAwait(false);
        if (template.IsCostly)
        {
            var search = new CostlySearch(this, template, WaitKind.Replace) { Replacement = (replacement, grant) };
            return await search.RunAsync<SpaceTuple>(timeout, cancellationToken).ConfigureAwait(false);
        }

        Aftermath aftermath = default;
        SpaceTuple? taken = null;
        Waiter? waiter = null;
        lock (Lock)
        {
            RequireOpen();
            if (_store.TryFind(template, Now, out var place))
            {
                taken = Take(place, ref aftermath);
                Store(replacement, grant, ref aftermath);
            }
            else if (timeout != TimeSpan.Zero)
            {
                waiter = Enqueue(new(this, template, WaitKind.Replace, DueAfter(timeout)) { Replacement = (replacement, grant) }, _takers);
            }
        }

        aftermath.Run();
        return waiter is null ? taken : await WaitAsync<SpaceTuple>(waiter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a tuple whose renewer was asked.</summary>
    internal TupleEntry Write(SpaceTuple tuple, Grant grant)
    {
        Aftermath aftermath = default;
        long id;
        lock (Lock)
        {
            RequireOpen();
            if (_store.Count >= Options.MaxTuples)
            {
                throw new TupleSpaceFullException($"The tuple was not written because the space holds {Options.MaxTuples} tuples, which is the option MaxTuples. Take some first.");
            }

            id = Store(tuple, grant, ref aftermath);
        }

        aftermath.Run();
        return new(this, id, tuple);
    }

    private async ValueTask<ITupleEntry> WriteRenewedAsync(SpaceTuple tuple, Lifetime lifetime, CancellationToken cancellationToken) =>
        Write(tuple, await _renewals.GrantAsync(lifetime, tuple, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes a tuple, and the replacements that waited for it or for one another.</summary>
    /// <returns>The id of the first one.</returns>
    private long Store(SpaceTuple tuple, Grant grant, ref Aftermath aftermath)
    {
        var id = Offer(tuple, grant, ref aftermath, out var replacing);
        while (replacing is not null)
        {
            Offer(replacing.Replacement.Tuple, replacing.Replacement.Grant, ref aftermath, out replacing);
        }

        return id;
    }

    /// <summary>Shows a new tuple to those who wait, and keeps it when nobody takes it.</summary>
    private long Offer(SpaceTuple tuple, Grant grant, ref Aftermath aftermath, out Waiter? replacing)
    {
        replacing = null;
        _changes.Append(ChangeKind.Written, tuple, ref aftermath);
        TupleSpacesDiagnostics.Writes.Add(1);
        AnswerReaders(tuple, ref aftermath);
        if (grant.IsOver)
        {
            OfferToProbes(new(tuple, NotStored), ref aftermath);
            _changes.Append(ChangeKind.Deleted, tuple, ref aftermath);
            return NotStored;
        }

        var taker = _takers.FindOldest(tuple);
        if (taker is not null && taker.Kind != WaitKind.Lease)
        {
            OfferToProbes(new(tuple, NotStored), ref aftermath);
            RecordTake(ChangeKind.Taken, tuple, ref aftermath);
            Settle(taker, tuple, null, ref aftermath);
            replacing = taker.Kind == WaitKind.Replace ? taker : null;
            return NotStored;
        }

        var place = _store.Add(tuple);
        SetTerm(place, grant);
        var id = place.Id;
        OfferToProbes(new(tuple, id), ref aftermath);
        if (taker is not null)
        {
            Settle(taker, Lease(place, ref aftermath), null, ref aftermath);
        }

        return id;
    }

    private void AnswerReaders(SpaceTuple tuple, ref Aftermath aftermath)
    {
        _readers.FindAll(tuple, _answered);
        foreach (var reader in _answered)
        {
            Settle(reader, tuple, null, ref aftermath);
        }

        _answered.Clear();
    }

    /// <summary>Takes a visible tuple for good.</summary>
    private SpaceTuple Take(Place place, ref Aftermath aftermath)
    {
        var tuple = place.Tuple;
        Remove(place);
        RecordTake(ChangeKind.Taken, tuple, ref aftermath);
        return tuple;
    }

    /// <summary>Takes a visible tuple under a lease.</summary>
    private TakenTuple Lease(Place place, ref Aftermath aftermath)
    {
        _store.Lease(place);
        RecordTake(ChangeKind.Leased, place.Tuple, ref aftermath);
        return new(this, place);
    }

    /// <summary>Removes a tuple, visible or leased, and what would have ended it.</summary>
    private void Remove(Place place)
    {
        DropTerm(place.Entry.Term);
        _store.Remove(place);
    }

    private void RecordTake(ChangeKind kind, SpaceTuple tuple, ref Aftermath aftermath)
    {
        TupleSpacesDiagnostics.Takes.Add(1);
        _changes.Append(kind, tuple, ref aftermath);
    }

    private void Guard(SpaceTuple tuple)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        GuardFields("tuple", tuple.Count);
    }
}
