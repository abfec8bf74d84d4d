namespace Ringleader.TupleSpaces;

/// <summary>A tuple space in this process. Rinda's TupleSpace.</summary>
public sealed class TupleSpace : ITupleSpace, IAsyncDisposable
{
    /// <summary>Creates an empty space.</summary>
    /// <param name="options">Limits and choices; the defaults when null.</param>
    public TupleSpace(TupleSpaceOptions? options = null)
    {
        Options = options ?? TupleSpaceOptions.Default;
    }

    /// <summary>What the space was made with.</summary>
    public TupleSpaceOptions Options { get; }

    /// <inheritdoc/>
    public TimeSpan DefaultTimeout => Options.DefaultTimeout;

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

    /// <summary>Closes the space: waits end with <see cref="RequestCanceledException"/>, watches with <see cref="TupleEventKinds.Close"/>.</summary>
    public ValueTask DisposeAsync() => default;
}
