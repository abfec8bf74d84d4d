using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>What peers call on a TupleEntry: a written tuple, a waiting template or a notifier. Source: rinda/tuplespace.rb.</summary>
[RemoteContract]
internal interface IRindaEntry
{
    /// <summary>The tuple or template itself: an Array or a Hash.</summary>
    object? Value { get; }

    int Size { get; }

    object? this[object? key] { get; }

    object? Fetch(object? key);

    ValueTask<bool> CancelAsync();

    ValueTask<bool> IsCanceledAsync();

    ValueTask<bool> IsAliveAsync();

    ValueTask<bool> IsExpiredAsync();

    /// <summary>A Time; nil for ever, where Rinda names a day in 2038.</summary>
    ValueTask<object?> ExpiresAsync();

    ValueTask<object?> RenewAsync(object? sec);
}
