namespace Ringleader.TupleSpaces;

/// <summary>An entry of a space in this process.</summary>
/// <param name="space">The space.</param>
/// <param name="id">Where the tuple is kept and which it is, in 62 bits; 0 when it was gone as soon as it was written.</param>
/// <param name="tuple">What was written.</param>
internal sealed class TupleEntry(TupleSpace space, long id, SpaceTuple tuple) : ITupleEntry
{
    /// <summary>By which <see cref="TupleSpace.TryResolve"/> finds the tuple again, as long as it is there.</summary>
    public long Id => id;

    /// <inheritdoc/>
    public SpaceTuple Tuple => tuple;

    /// <inheritdoc/>
    public ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(space.Cancel(this));
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(Lifetime lifetime, CancellationToken cancellationToken = default) =>
        space.RenewAsync(this, lifetime, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default) => new(space.StateOf(this));

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> GetExpiryAsync(CancellationToken cancellationToken = default) => new(space.ExpiryOf(this));
}
