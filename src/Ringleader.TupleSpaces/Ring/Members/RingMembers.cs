using System.Runtime.ExceptionServices;

namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>The members in their order: one of them answers a read, all of them get a change.</summary>
internal sealed class RingMembers(IReadOnlyList<RingMember> members, RingSpaceOptions options) : IAsyncDisposable
{
    public RingSpaceOptions Options { get; } = options;

    /// <summary>Those that are up now.</summary>
    public IEnumerable<RingMember> Up => members.Where(member => member.IsUp);

    /// <summary>The answer of the first member that gives one. A member that goes down while it is asked is passed over.</summary>
    /// <exception cref="RingUnavailableException">None is up.</exception>
    public async ValueTask<Answer<T>> FirstAsync<T>(Func<ITupleSpace, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var member in members)
        {
            try
            {
                return new Answer<T>(member, await member.CallAsync(call, cancellationToken).ConfigureAwait(false));
            }
            catch (MemberDownException error)
            {
                last = error;
            }
        }

        throw Unavailable(last);
    }

    /// <summary>The answers of all members that are up and do not fail.</summary>
    /// <exception cref="RingUnavailableException">None is up.</exception>
    /// <exception cref="RingleaderException">All that are up refused; the first refusal.</exception>
    public async ValueTask<IReadOnlyList<Answer<T>>> AllAsync<T>(Func<RingMember, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var outcomes = await Task.WhenAll(members.Select(member => TryAsync(member, call, cancellationToken))).ConfigureAwait(false);
        Answer<T>[] answers = [.. outcomes.Where(outcome => outcome.Error is null).Select(outcome => new Answer<T>(outcome.Member, outcome.Value!))]; // no error, so a value
        if (answers.Length == 0)
        {
            if (outcomes.FirstOrDefault(outcome => outcome.Error is not MemberDownException).Error is { } refusal)
            {
                ExceptionDispatchInfo.Throw(refusal);
            }

            throw Unavailable(outcomes[^1].Error);
        }

        return answers;
    }

    /// <summary>
    /// Brings a change that one member has made to the others. It has happened, so nothing cancels this; a member that fails
    /// is down and misses it.
    /// </summary>
    public Task OthersAsync<T>(RingMember first, Func<ITupleSpace, CancellationToken, ValueTask<T>> change) => Task.WhenAll(
        members.Where(member => member != first).Select(member => TryAsync(member, (_, token) => change(member.Space, token), CancellationToken.None)));

    /// <summary>Removes the tuple that was taken from one member from the others.</summary>
    public Task ForgetAsync(RingMember first, SpaceTuple taken)
    {
        var template = Template.Exactly(taken);
        return OthersAsync(first, (space, token) => space.TakeAllAsync(template, 1, token));
    }

    /// <summary>Replaces the tuple that was replaced in one member in the others.</summary>
    /// <returns>The entry of all.</returns>
    public async Task<ITupleEntry> ReplaceInOthersAsync(Answer<ITupleEntry> first, SpaceTuple taken, SpaceTuple replacement, Lifetime lifetime)
    {
        await ForgetAsync(first.Member, taken).ConfigureAwait(false);
        var written = await Task.WhenAll(members.Where(member => member != first.Member).Select(member =>
            TryAsync(member, (_, token) => member.Space.WriteAsync(replacement, lifetime, token), CancellationToken.None))).ConfigureAwait(false);
        return new RingEntry(replacement, this, [first, .. written.Where(outcome => outcome.Value is not null).Select(outcome => new Answer<ITupleEntry>(outcome.Member, outcome.Value!))]); // filtered
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            await member.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<(RingMember Member, T? Value, Exception? Error)> TryAsync<T>(
        RingMember member, Func<RingMember, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return (member, await member.CallAsync((_, token) => call(member, token), cancellationToken).ConfigureAwait(false), null);
        }
        catch (RingleaderException error)
        {
            return (member, default, error);
        }
    }

    private RingUnavailableException Unavailable(Exception? last) =>
        new($"None of the {members.Count} spaces of the ring answers. Try again when one of them is reached again.", last?.InnerException ?? last);
}
