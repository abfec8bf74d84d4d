using System.Runtime.ExceptionServices;

namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>The members in their order: one of them answers a read, all of them get a change.</summary>
internal sealed class RingMembers : IAsyncDisposable
{
    private readonly IReadOnlyList<RingMember> _members;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _known;

    public RingMembers(IReadOnlyList<RingMember> members, RingSpaceOptions options)
    {
        _members = members;
        Options = options;
        foreach (var member in members)
        {
            member.Changed += OnChanged;
        }
    }

    public RingSpaceOptions Options { get; }

    /// <summary>How many there are, up or not.</summary>
    public int Count => _members.Count;

    /// <summary>Those that are up now, in the order in which they are asked.</summary>
    public IReadOnlyList<RingMember> Up => Seniority.Sort(_members, Options.TimeProvider);

    /// <summary>Ends when one goes down, comes up or is seen to have been restarted, the next time that this happens.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>The answer of the first member that gives one. A member that goes down while it is asked is passed over.</summary>
    /// <exception cref="RingUnavailableException">None is up.</exception>
    public async ValueTask<Answer<T>> FirstAsync<T>(Func<ITupleSpace, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        await KnownAsync(cancellationToken).ConfigureAwait(false);
        var passed = new HashSet<RingMember>();
        MemberDownException? last = null;
        while (Next(passed) is { } member)
        {
            try
            {
                await member.IdentifyAsync(cancellationToken).ConfigureAwait(false);
                if (Next(passed) == member)
                {
                    return new Answer<T>(member, await member.CallAsync(call, cancellationToken).ConfigureAwait(false));
                }

                // It was restarted, so an older one comes first now.
            }
            catch (MemberDownException error)
            {
                last = error;
                passed.Add(member);
            }
        }

        throw Unavailable(last);
    }

    /// <summary>The answers of all members that are up and do not fail.</summary>
    /// <exception cref="RingUnavailableException">None is up.</exception>
    /// <exception cref="RingleaderException">All that are up refused; the first refusal.</exception>
    public async ValueTask<IReadOnlyList<Answer<T>>> AllAsync<T>(Func<RingMember, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        await KnownAsync(cancellationToken).ConfigureAwait(false);
        var outcomes = await Task.WhenAll(_members.Select(member => TryAsync(member, call, cancellationToken))).ConfigureAwait(false);
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
        _members.Where(member => member != first).Select(member => TryAsync(member, (_, token) => change(member.Space, token), CancellationToken.None)));

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
        var written = await Task.WhenAll(_members.Where(member => member != first.Member).Select(member =>
            TryAsync(member, (_, token) => member.Space.WriteAsync(replacement, lifetime, token), CancellationToken.None))).ConfigureAwait(false);
        return new RingTupleEntry(replacement, this, [first, .. written.Where(outcome => outcome.Value is not null).Select(outcome => new Answer<ITupleEntry>(outcome.Member, outcome.Value!))]); // filtered
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync().ConfigureAwait(false);
        }
    }

    private RingMember? Next(HashSet<RingMember> passed) => Up.FirstOrDefault(member => !passed.Contains(member));

    /// <summary>
    /// Before the first call, each member is asked once who it is and how old, so that it is known which one is the oldest, and
    /// seen when one was restarted since.
    /// </summary>
    private async ValueTask KnownAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _known) is not { IsCompleted: true })
        {
            _known ??= Task.WhenAll(_members.Select(IdentifyAsync)); // two callers may both ask; members share one question
            await _known.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task IdentifyAsync(RingMember member)
    {
        try
        {
            await member.IdentifyAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (MemberDownException)
        {
            // Its age is asked for when it comes up.
        }
    }

    private void OnChanged(object? sender, EventArgs arguments) =>
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

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
        new($"None of the {_members.Count} spaces of the ring answers. Try again when one of them is reached again.", last?.InnerException ?? last);
}
