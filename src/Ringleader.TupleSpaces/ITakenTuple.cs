namespace Ringleader.TupleSpaces;

/// <summary>
/// A tuple that was taken under a lease: out of everybody's sight, and not yet gone. Commit it when the work on it is done;
/// disposing without that puts it back in its old place in the order.
/// </summary>
/// <remarks>
/// The lease of a tuple in another process is renewed in the background until it is settled, so the work may take long. It ends
/// when this process dies or is cut off, and the tuple goes back. Settled once: later calls of <see cref="CommitAsync"/> and
/// <see cref="ReplaceAsync"/> throw <see cref="InvalidOperationException"/>, later disposals do nothing. A tuple whose own
/// lifetime ended meanwhile does not come back.
/// </remarks>
public interface ITakenTuple : IAsyncDisposable
{
    /// <summary>What was taken.</summary>
    SpaceTuple Tuple { get; }

    /// <summary>Cancelled when the lease was lost, so that the tuple may be somebody else's by now. Never in process.</summary>
    CancellationToken LeaseLost { get; }

    /// <summary>Removes the tuple for good.</summary>
    /// <exception cref="LeaseLostException">The lease had ended; the tuple went back and may have been taken by another.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes the tuple for good and writes another, as one change.</summary>
    /// <exception cref="LeaseLostException">The lease had ended; nothing was written.</exception>
    ValueTask<ITupleEntry> ReplaceAsync(SpaceTuple replacement, Lifetime lifetime = default, CancellationToken cancellationToken = default);

    /// <summary>Puts the tuple back in its old place in the order; does nothing when it is settled already.</summary>
    ValueTask ReturnAsync(CancellationToken cancellationToken = default);
}
