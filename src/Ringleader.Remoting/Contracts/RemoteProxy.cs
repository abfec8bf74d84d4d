using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>The base of generated proxies: a typed face of one remote object. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RemoteProxy
{
    /// <summary>Wraps a reference.</summary>
    protected RemoteProxy(RemoteObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The reference that calls go to.</summary>
    public RemoteObject Target { get; }

    /// <summary>Starts a call; the arguments are then written in order, and one of the Send methods ends it.</summary>
    protected OutgoingCall Begin(RemoteMethod method, int argumentCount) => throw new NotImplementedException();

    /// <summary>Subscribes to an event of the remote object.</summary>
    protected void Subscribe(RemoteMethod subscribe, Delegate? handler, BlockInvoker invoker) => throw new NotImplementedException();

    /// <summary>Ends a subscription made with an equal handler. Does nothing when there is none.</summary>
    protected void Unsubscribe(RemoteMethod unsubscribe, Delegate? handler) => throw new NotImplementedException();
}
