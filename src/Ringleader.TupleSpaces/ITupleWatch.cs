namespace Ringleader.TupleSpaces;

/// <summary>The events of a watch, in the order in which they happened. Rinda's NotifyTemplateEntry.</summary>
/// <remarks>
/// At most one reader at a time. A watcher that does not keep up loses the newest events, never holds up the space, and is told by an
/// event of kind <see cref="TupleEventKinds.Lost"/>. Reading ends after <see cref="TupleEventKinds.Close"/>. Dispose it to stop watching.
/// </remarks>
public interface ITupleWatch : IAsyncEnumerable<TupleEvent>, IAsyncDisposable
{
    /// <summary>Waits for the next event.</summary>
    /// <returns>The event, or null after <see cref="TupleEventKinds.Close"/> was read or the watch was disposed.</returns>
    ValueTask<TupleEvent?> NextAsync(CancellationToken cancellationToken = default);
}
