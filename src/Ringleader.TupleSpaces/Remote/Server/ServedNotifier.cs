namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>A watch of a Ruby peer, as Rinda's NotifyTemplateEntry.</summary>
/// <remarks>
/// Where the peer did not keep up, it is told by <c>["lost", [count]]</c>; Rinda keeps everything until memory ends. A notifier
/// that nobody reads is let go after a while.
/// </remarks>
/// <param name="space">The space.</param>
/// <param name="name">The name of the events, or nil, as it came.</param>
/// <param name="template">What is watched.</param>
/// <param name="lifetime">How long.</param>
/// <param name="watch">The watch itself.</param>
/// <param name="watches">Where it ends.</param>
internal sealed class ServedNotifier(
    SpaceFront space, object? name, Template template, Lifetime lifetime, ServedWatch watch, ServedWatches watches) : IRindaNotifier
{
    private readonly Deadline _deadline = space.DeadlineOf(lifetime);
    private int _isClosed;
    private volatile bool _isCancelled;

    public object? Value => new[] { name, space.ToWire(template) };

    public int Size => 2;

    public object? this[object? key] => ServedFields.At(Value, key);

    public object? Fetch(object? key) => ServedFields.Fetch(Value, key);

    public async ValueTask<object?[]> PopAsync(CancellationToken cancellationToken = default) =>
        await TryPopAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new RequestExpiredException($"The notifier of {template} has ended.");

    public async ValueTask EachAsync(Func<object?[], ValueTask> block, CancellationToken cancellationToken = default)
    {
        try
        {
            while (await TryPopAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                await block(next).ConfigureAwait(false);
            }
        }
        finally
        {
            await CancelAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> CancelAsync()
    {
        _isCancelled = true;
        await watches.EndAsync(watch.Id).ConfigureAwait(false);
        return true;
    }

    public ValueTask<bool> IsCanceledAsync() => new(_isCancelled);

    public ValueTask<bool> IsAliveAsync() => new(!_isCancelled && !watch.IsOver && !_deadline.IsOver);

    public ValueTask<bool> IsExpiredAsync() => new(!_isCancelled && (watch.IsOver || _deadline.IsOver));

    public ValueTask<object?> ExpiresAsync() => new(_deadline.Instant);

    public ValueTask<object?> RenewAsync(object? sec) =>
        throw new NotSupportedException("A notifier cannot be given another time. Give notify a renewer, or make a new one.");

    /// <summary>The next event, <c>["close"]</c> once at the end, then null.</summary>
    private async ValueTask<object?[]?> TryPopAsync(CancellationToken cancellationToken)
    {
        var events = await watch.ReadAsync(1, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        switch (events)
        {
            case [{ Kind: TupleEventKinds.Lost } lost]:
                return [EventNames.Lost, new object?[] { lost.LostCount }];
            case [{ Tuple: { } tuple }] when !space.CanSend(tuple):
                return [EventNames.Lost, new object?[] { 1L }];
            case [{ Tuple: { } tuple } next]:
                return [EventNames.Of(next.Kind), space.ToWire(tuple)];
            default:
                return Interlocked.Exchange(ref _isClosed, 1) == 0 ? [EventNames.Close] : null;
        }
    }
}
