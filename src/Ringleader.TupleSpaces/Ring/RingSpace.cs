using Ringleader.TupleSpaces.Ring.Members;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>Several spaces as one, so that a ring goes on when one of its servers is lost: writes go to all, reads are answered by the oldest that is up.</summary>
/// <remarks>
/// <para>
/// A space is down when a call of it fails, or when it gives no sign of life while a call waits for it; calls then move on to
/// the next within a second, waiting reads, takes and watches included, even when its host hangs silently. A space that is
/// down is asked again every second, and takes its old place when it answers. Give the spaces in the same order everywhere.
/// </para>
/// <para>
/// A space that was restarted has lost its tuples: it is a newcomer, and answers only when those that have been up longer do not.
/// Of spaces that were started together, the first of the list answers. A <see cref="TupleSpaceServer"/> says how old it is, so
/// that all clients agree; of a space of Ruby's, only the restarts count that this process has seen.
/// </para>
/// <para>
/// A write succeeds when one space took it; <see cref="RingTupleEntry.IsComplete"/> tells whether all did.
/// <see cref="ITupleEntry.RenewAsync"/> and <see cref="ITupleEntry.GetStateAsync"/> tell
/// of an entry that a space which is up does not have, because it was away or was restarted: cancel it and write it again.
/// A take is decided by the space that answers; the equal tuple is then removed from the others. A watch follows the space that
/// answers: each time that it moves, at a fail-over and back, it tells by an event of kind <see cref="TupleEventKinds.Lost"/>
/// that events may be missing and that the tuples may be others: read them again. A renewer is asked by every space.
/// </para>
/// <para>
/// This makes a registry that survives its servers. It is not consensus: while clients disagree about which spaces are up, as
/// when the network is split, the same tuple can be taken once on either side; a take whose space fails before it answers may
/// be answered by another's copy; and a space that could not be reached for a while lacks what was written meanwhile, and still
/// has what was taken, until its writers renew or its tuples expire. Where a tuple must be taken once, use one space.
/// </para>
/// </remarks>
public sealed class RingSpace : ITupleSpace, IAsyncDisposable
{
    private readonly RingMembers _members;
    private readonly TimeProvider _clock;

    /// <summary>Puts spaces together.</summary>
    /// <param name="spaces">In the order in which they are asked; at least one. They stay the caller's.</param>
    /// <param name="options">How they are watched over; the defaults when null.</param>
    public RingSpace(IReadOnlyList<ITupleSpace> spaces, RingSpaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spaces);
        ArgumentOutOfRangeException.ThrowIfZero(spaces.Count, nameof(spaces));
        options ??= RingSpaceOptions.Default;
        Spaces = [.. spaces];
        _clock = options.TimeProvider;
        _members = new RingMembers([.. Spaces.Select(space => new RingMember(space, options))], options);
    }

    /// <summary>The spaces in their order.</summary>
    public IReadOnlyList<ITupleSpace> Spaces { get; }

    /// <summary>Those that are up now, in the order in which they are asked: the oldest first.</summary>
    public IReadOnlyList<ITupleSpace> SpacesUp => [.. _members.Up.Select(member => member.Space)];

    /// <summary>That of the first space.</summary>
    public TimeSpan DefaultTimeout => Spaces[0].DefaultTimeout;

    /// <inheritdoc cref="ITupleSpace.WriteAsync"/>
    /// <returns>The entry, which tells how many of the spaces took the tuple.</returns>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<RingTupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        var entries = await _members.AllAsync((member, token) => member.Space.WriteAsync(tuple, lifetime, token), cancellationToken).ConfigureAwait(false);
        return new RingTupleEntry(tuple, _members, entries);
    }

    /// <inheritdoc/>
    async ValueTask<ITupleEntry> ITupleSpace.WriteAsync(SpaceTuple tuple, Lifetime lifetime, CancellationToken cancellationToken) =>
        await WriteAsync(tuple, lifetime, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var left = Countdown(timeout);
        return (await _members.FirstAsync((space, token) => space.TryReadAsync(template, left(), token), cancellationToken).ConfigureAwait(false)).Value;
    }

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var left = Countdown(timeout);
        var (member, lease) = await _members.FirstAsync((space, token) => space.TryTakeAsync(template, left(), token), cancellationToken).ConfigureAwait(false);
        return lease is null ? null : new RingTakenTuple(lease, member, _members);
    }

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var left = Countdown(timeout);
        var (member, taken) = await _members.FirstAsync((space, token) => space.TryTakeAndCommitAsync(template, left(), token), cancellationToken).ConfigureAwait(false);
        if (taken is not null)
        {
            await _members.ForgetAsync(member, taken).ConfigureAwait(false);
        }

        return taken;
    }

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var left = Countdown(timeout);
        var (member, taken) = await _members.FirstAsync(
            (space, token) => space.TryReplaceAsync(template, replacement, lifetime, left(), token), cancellationToken).ConfigureAwait(false);
        if (taken is not null)
        {
            await _members.ForgetAsync(member, taken).ConfigureAwait(false);
            await _members.OthersAsync(member, (space, token) => space.WriteAsync(replacement, lifetime, token)).ConfigureAwait(false);
        }

        return taken;
    }

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default) =>
        (await _members.FirstAsync((space, token) => space.ReadAllAsync(template, token), cancellationToken).ConfigureAwait(false)).Value;

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var (member, taken) = await _members.FirstAsync((space, token) => space.TakeAllAsync(template, maxCount, token), cancellationToken).ConfigureAwait(false);
        foreach (var tuple in taken)
        {
            await _members.ForgetAsync(member, tuple).ConfigureAwait(false);
        }

        return taken;
    }

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public async ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default) =>
        (await _members.FirstAsync((space, token) => space.CountAsync(template, token), cancellationToken).ConfigureAwait(false)).Value;

    /// <inheritdoc/>
    /// <exception cref="RingUnavailableException">No space is up.</exception>
    public ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default) =>
        RingWatch.OpenAsync(_members, template, kinds, lifetime, cancellationToken);

    /// <summary>Ends the watching over the spaces, which stay the caller's. Calls that wait go on until they end by themselves.</summary>
    public ValueTask DisposeAsync() => _members.DisposeAsync();

    /// <summary>What is left of a time-out, for the next space when one goes down meanwhile.</summary>
    private Func<TimeSpan> Countdown(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return () => timeout; // zero looks once, infinite waits, others are refused by the space
        }

        var start = _clock.GetTimestamp();
        return () =>
        {
            var left = timeout - _clock.GetElapsedTime(start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        };
    }
}
