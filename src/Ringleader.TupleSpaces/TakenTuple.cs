namespace Ringleader.TupleSpaces;

/// <summary>A tuple that was taken under a lease, and the value it was read as; see <see cref="ITakenTuple"/>.</summary>
/// <typeparam name="T">What the tuple was read as.</typeparam>
public sealed class TakenTuple<T> : ITakenTuple
{
    private readonly ITakenTuple _taken;

    internal TakenTuple(ITakenTuple taken, T value)
    {
        _taken = taken;
        Value = value;
    }

    /// <summary>What was taken.</summary>
    public T Value { get; }

    /// <inheritdoc/>
    public SpaceTuple Tuple => _taken.Tuple;

    /// <inheritdoc/>
    public CancellationToken LeaseLost => _taken.LeaseLost;

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken = default) => _taken.CommitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ITupleEntry> ReplaceAsync(SpaceTuple replacement, Lifetime lifetime = default, CancellationToken cancellationToken = default) =>
        _taken.ReplaceAsync(replacement, lifetime, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReturnAsync(CancellationToken cancellationToken = default) => _taken.ReturnAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _taken.DisposeAsync();
}
