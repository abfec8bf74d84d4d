using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>What peers call on a Rinda::TupleSpace. Source: rinda/tuplespace.rb.</summary>
/// <remarks>
/// <c>sec</c> is a number of seconds, nil for ever, true for already over, or a renewer. The block is given the waiting
/// template before anything is looked up, so that the caller can cancel it.
/// </remarks>
[RemoteContract]
[RubyName("Rinda::TupleSpace")]
internal interface IRindaSpace
{
    ValueTask<object?> WriteAsync(object? tuple, object? sec = null, CancellationToken cancellationToken = default);

    ValueTask<object?> ReadAsync(
        object? tuple, object? sec = null, Func<IRindaEntry, ValueTask>? block = null, CancellationToken cancellationToken = default);

    ValueTask<object?> TakeAsync(
        object? tuple, object? sec = null, Func<IRindaEntry, ValueTask>? block = null, CancellationToken cancellationToken = default);

    /// <summary>Takes a tuple once <c>port.push(tuple)</c> has accepted it, and answers nil; the same as take without a port.</summary>
    ValueTask<object?> MoveAsync(
        object? port,
        object? tuple,
        object? sec = null,
        Func<IRindaEntry, ValueTask>? block = null,
        CancellationToken cancellationToken = default);

    ValueTask<object?[]> ReadAllAsync(object? tuple, CancellationToken cancellationToken = default);

    ValueTask<IRindaNotifier> NotifyAsync(object? @event, object? tuple, object? sec = null, CancellationToken cancellationToken = default);
}
