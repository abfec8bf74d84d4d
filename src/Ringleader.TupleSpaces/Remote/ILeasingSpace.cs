using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>
/// What a <see cref="TupleSpaceServer"/> offers beyond Rinda, to clients of any language: leases, changes in one step, and
/// nothing by reference, so that a call is one round trip and the server keeps nothing for it.
/// </summary>
/// <remarks>
/// Entries, watches and leases are named by ids that their making answers. Nothing found in <c>seconds</c> is nil, not an exception, which would
/// cost the connection. <c>sec</c> is as in Rinda. Settling a lease may be repeated for a minute, as the answer may be lost: the same
/// message gets the same answer. A <c>wait</c> is a number that the caller draws, to cancel its call by.
/// </remarks>
[RemoteContract]
internal interface ILeasingSpace
{
    ValueTask<long> WriteIdAsync(object? tuple, object? sec = null, CancellationToken cancellationToken = default);

    ValueTask<object?> ReadWithinAsync(object? template, double seconds, long? wait = null, CancellationToken cancellationToken = default);

    ValueTask<object?> TakeWithinAsync(object? template, double seconds, long? wait = null, CancellationToken cancellationToken = default);

    ValueTask<object?> ReplaceWithinAsync(
        object? template, object? tuple, object? sec, double seconds, long? wait = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a waiting call, which then answers nil unless it has found something: so giving up loses no tuple. False when no such
    /// call waits, or none yet.
    /// </summary>
    ValueTask<bool> CancelWaitAsync(long wait, CancellationToken cancellationToken = default);

    ValueTask<object?[]> TakeAllAsync(object? template, int maxCount, CancellationToken cancellationToken = default);

    ValueTask<long> CountAllAsync(object? template, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a tuple that comes back by itself after <paramref name="leaseSeconds"/> without news of the taker: an Array of the
    /// lease's id and the tuple.
    /// </summary>
    ValueTask<object?[]?> TakeLeaseAsync(
        object? template, double seconds, double leaseSeconds, long? wait = null, CancellationToken cancellationToken = default);

    /// <summary>Removes the tuple for good; false when the lease had ended.</summary>
    ValueTask<bool> CommitLeaseAsync(long lease, CancellationToken cancellationToken = default);

    /// <summary>Writes another tuple in the place of the leased one: the id of its entry; nil when the lease had ended.</summary>
    ValueTask<long?> ReplaceLeaseAsync(long lease, object? tuple, object? sec = null, CancellationToken cancellationToken = default);

    /// <summary>Puts the tuple back.</summary>
    ValueTask ReturnLeaseAsync(long lease, CancellationToken cancellationToken = default);

    /// <summary>Lets leases last for a time from now: those that are lost.</summary>
    ValueTask<long[]> ExtendLeasesAsync(long[] leases, double leaseSeconds);

    ValueTask<bool> CancelEntryAsync(long entry, CancellationToken cancellationToken = default);

    ValueTask<bool> RenewEntryAsync(long entry, object? sec, CancellationToken cancellationToken = default);

    /// <summary><c>present</c>, <c>leased</c> or <c>gone</c>.</summary>
    ValueTask<string> EntryStateAsync(long entry, CancellationToken cancellationToken = default);

    ValueTask<DateTimeOffset?> EntryExpiresAsync(long entry, CancellationToken cancellationToken = default);

    /// <summary>Begins a watch, of the events that are named; the id of the watch.</summary>
    ValueTask<long> WatchAsync(object? template, string[] events, object? sec = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for events and gives those that are there, each an Array of name, sequence number, tuple and number of lost events;
    /// an empty Array when none came, nil when the watch is over.
    /// </summary>
    ValueTask<object?[][]?> WatchEventsAsync(long watch, int maxCount, double seconds, CancellationToken cancellationToken = default);

    ValueTask<bool> EndWatchAsync(long watch, CancellationToken cancellationToken = default);
}
