namespace Ringleader.TupleSpaces;

/// <summary>A tuple that was written, as its writer holds it: to cancel it, to renew it, to see whether it is still there. Rinda's TupleEntry.</summary>
/// <remarks>Holding an entry keeps nothing alive, and letting go of it removes nothing. Thread-safe.</remarks>
public interface ITupleEntry
{
    /// <summary>What was written.</summary>
    SpaceTuple Tuple { get; }

    /// <summary>Removes the tuple. One that is leased does not come back, though its taker may still commit it.</summary>
    /// <returns>False when it was not there any more: taken, cancelled or expired.</returns>
    ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives the tuple a new lifetime, counted from now; its renewer is replaced too.</summary>
    /// <returns>False when it was not there any more.</returns>
    ValueTask<bool> RenewAsync(Lifetime lifetime, CancellationToken cancellationToken = default);

    /// <summary>Whether the tuple is still there.</summary>
    ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default);

    /// <summary>When the tuple expires or its renewer is asked next; null when it stays for ever or is gone.</summary>
    ValueTask<DateTimeOffset?> GetExpiryAsync(CancellationToken cancellationToken = default);
}
