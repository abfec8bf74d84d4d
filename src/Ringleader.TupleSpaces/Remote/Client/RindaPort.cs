using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>Accepts one tuple until it is closed. Source: rinda.rb, TupleSpaceProxy::Port.</summary>
internal sealed class RindaPort : IRindaPort
{
    private static readonly object Closed = new();
    private object? _content;

    /// <summary>The tuple's Array or Hash, or null.</summary>
    public object? Delivered => ReferenceEquals(_content, Closed) ? null : Volatile.Read(ref _content);

    public void Push(object? tuple)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        if (Interlocked.CompareExchange(ref _content, tuple, null) is not null)
        {
            throw new RemoteException("RuntimeError", "port closed");
        }
    }

    /// <summary>Refuses tuples from now on; false when one was delivered before.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _content, Closed, null) is var content && (content is null || ReferenceEquals(content, Closed));
}
