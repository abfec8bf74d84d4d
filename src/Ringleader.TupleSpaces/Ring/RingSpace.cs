namespace Ringleader.TupleSpaces.Ring;

/// <summary>Several spaces as one: writes go to all, reads are answered by the first that is healthy.</summary>
public sealed class RingSpace : ITupleSpace, IAsyncDisposable
{
    /// <summary>Puts spaces together.</summary>
    /// <param name="spaces">In the order in which they are asked; at least one.</param>
    public RingSpace(IReadOnlyList<ITupleSpace> spaces)
    {
        Spaces = spaces;
    }

    /// <summary>The spaces in their order.</summary>
    public IReadOnlyList<ITupleSpace> Spaces { get; }

    /// <inheritdoc/>
    public TimeSpan DefaultTimeout => Spaces[0].DefaultTimeout;

    /// <inheritdoc/>
    public ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Ends what this put together; the spaces stay the caller's.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
