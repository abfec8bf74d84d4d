namespace Ringleader.TupleSpaces;

/// <summary>
/// A shared board of tuples: processes write them, read them, take them away and watch for them, each naming what it wants by
/// a template. The same contract in this process (<see cref="TupleSpace"/>), in another one (<see cref="RemoteTupleSpace"/>)
/// and in Ruby (Rinda's TupleSpace, through <see cref="RemoteTupleSpace"/>).
/// </summary>
/// <remarks>
/// <para>All members may be called from many threads at once. Matches are answered in the order in which they were written.</para>
/// <para>
/// A <c>timeout</c> is how long to wait for a match: zero looks once, <see cref="Timeout.InfiniteTimeSpan"/> waits until it is
/// cancelled, other negative values are refused. The Try members give null when it has passed; <c>ReadAsync</c>,
/// <c>TakeAsync</c> and their kin of <see cref="TupleSpaceExtensions"/> wait for <see cref="DefaultTimeout"/> unless told
/// otherwise, and throw.
/// </para>
/// </remarks>
public interface ITupleSpace
{
    /// <summary>How long the members of <see cref="TupleSpaceExtensions"/> wait when they are given no time-out; finite by default.</summary>
    TimeSpan DefaultTimeout { get; }

    /// <summary>Writes a tuple. Whoever waits for it is answered before this returns.</summary>
    /// <param name="tuple">The tuple; the space keeps its values, not copies of them.</param>
    /// <param name="lifetime">How long it stays; for ever by default. A renewer is asked once before the tuple is written.</param>
    /// <param name="cancellationToken">Gives up while the tuple is not written; it may be cancelled in vain.</param>
    /// <returns>The entry, by which the tuple can be cancelled or renewed.</returns>
    ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default);

    /// <summary>Waits for a tuple that matches, and leaves it where it is.</summary>
    /// <returns>The oldest match, or null when the time-out has passed.</returns>
    ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for a tuple that matches and takes it under a lease: nobody else sees it, and it is gone for good when the lease is
    /// committed. It comes back when the lease is returned or disposed, or when this process dies.
    /// </summary>
    /// <returns>The oldest match, or null when the time-out has passed.</returns>
    ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for a tuple that matches and removes it at once: Rinda's <c>take</c>. Cheaper than a lease; from another process the
    /// tuple is lost when this one dies before the answer arrives.
    /// </summary>
    /// <returns>The oldest match, or null when the time-out has passed.</returns>
    ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for a tuple that matches, takes it and writes another in its place, as one change: nobody sees the space without
    /// either or with both.
    /// </summary>
    /// <returns>The tuple that was taken, or null when the time-out has passed and nothing was written.</returns>
    /// <exception cref="NotSupportedException">The space is one of Ruby, which cannot do this as one change.</exception>
    ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default);

    /// <summary>All tuples that match now, oldest first; empty when there are none.</summary>
    ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default);

    /// <summary>Removes all tuples that match now, or the oldest of them, as one change.</summary>
    /// <param name="template">What to take.</param>
    /// <param name="maxCount">How many at most; at least 1, no limit by default.</param>
    /// <param name="cancellationToken">Gives up before anything is taken.</param>
    /// <returns>What was taken, oldest first; empty when nothing matched.</returns>
    ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>How many tuples match now.</summary>
    ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins to watch: each later write, taking and disappearance of a tuple that matches becomes an event. Rinda's
    /// <c>notify</c>. The watch is on when this returns.
    /// </summary>
    /// <param name="template">Which tuples.</param>
    /// <param name="kinds">Which events; all by default. <see cref="TupleEventKinds.Close"/> and the sign that events were lost always come.</param>
    /// <param name="lifetime">How long to watch; until disposed by default.</param>
    /// <param name="cancellationToken">Gives up the attempt; it does not end a watch that has begun.</param>
    ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default);
}
