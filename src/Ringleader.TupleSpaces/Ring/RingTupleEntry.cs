using Ringleader.TupleSpaces.Ring.Members;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>A tuple that was written to the spaces of a <see cref="RingSpace"/>. Thread-safe.</summary>
public sealed class RingTupleEntry : ITupleEntry
{
    private readonly RingMembers _members;
    private readonly IReadOnlyList<Answer<ITupleEntry>> _entries;

    internal RingTupleEntry(SpaceTuple tuple, RingMembers members, IReadOnlyList<Answer<ITupleEntry>> entries)
    {
        Tuple = tuple;
        _members = members;
        _entries = entries;
        if (!IsComplete)
        {
            RingDiagnostics.IncompleteWrites.Add(1);
        }
    }

    /// <inheritdoc/>
    public SpaceTuple Tuple { get; }

    /// <summary>The spaces that took it when it was written; at least one.</summary>
    public IReadOnlyList<ITupleSpace> Spaces => [.. _entries.Select(static entry => entry.Member.Space)];

    /// <summary>Whether all spaces of the ring took it. Otherwise it is lost with those that did.</summary>
    public bool IsComplete => _entries.Count == _members.Count;

    /// <summary>True when any space that is up still had it.</summary>
    public async ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default)
    {
        var cancelled = await AskAllAsync(static (entry, token) => entry.CancelAsync(token), missing: false, cancellationToken).ConfigureAwait(false);
        return cancelled.Contains(true);
    }

    /// <summary>True when every space that is up still had it; otherwise it is to be cancelled and written again.</summary>
    public async ValueTask<bool> RenewAsync(Lifetime lifetime, CancellationToken cancellationToken = default)
    {
        var renewed = await AskAllAsync((entry, token) => entry.RenewAsync(lifetime, token), missing: false, cancellationToken).ConfigureAwait(false);
        return !renewed.Contains(false);
    }

    /// <summary>Gone when any space that is up does not have it, whether it was taken there or the space was restarted.</summary>
    public async ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default)
    {
        var states = await AskAllAsync(static (entry, token) => entry.GetStateAsync(token), TupleEntryState.Gone, cancellationToken).ConfigureAwait(false);
        return states.Contains(TupleEntryState.Gone) ? TupleEntryState.Gone
            : states.Contains(TupleEntryState.Leased) ? TupleEntryState.Leased : TupleEntryState.Present;
    }

    /// <summary>The earliest of the spaces that are up.</summary>
    public async ValueTask<DateTimeOffset?> GetExpiryAsync(CancellationToken cancellationToken = default)
    {
        var expiries = await AskAllAsync<DateTimeOffset?>(static (entry, token) => entry.GetExpiryAsync(token), missing: null, cancellationToken).ConfigureAwait(false);
        return expiries.Min();
    }

    private async ValueTask<IReadOnlyList<T>> AskAllAsync<T>(
        Func<ITupleEntry, CancellationToken, ValueTask<T>> ask, T missing, CancellationToken cancellationToken)
    {
        var answers = await _members.AllAsync((member, token) => EntryOf(member) is { } entry ? ask(entry, token) : ValueTask.FromResult(missing), cancellationToken)
            .ConfigureAwait(false);
        return [.. answers.Select(answer => answer.Value)];
    }

    private ITupleEntry? EntryOf(RingMember member) => _entries.FirstOrDefault(entry => entry.Member == member).Value;
}
