using System.ComponentModel;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Contracts;

/// <summary>The base of generated proxies: a typed face of one remote object. Thread-safe.</summary>
/// <remarks>Two proxies are equal when they refer to the same remote object.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RemoteProxy
{
    private readonly EventSubscriptions _subscriptions = new();

    /// <summary>Wraps a reference.</summary>
    protected RemoteProxy(RemoteObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The reference that calls go to.</summary>
    public RemoteObject Target { get; }

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is RemoteProxy other && Target.Equals(other.Target);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Target.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => Target.ToString();

    /// <summary>Starts a call; the arguments are then written in order, and one of the Send methods ends it.</summary>
    protected OutgoingCall Begin(RemoteMethod method, int argumentCount) => OutgoingCall.Begin(Target, method, argumentCount);

    /// <summary>Subscribes to an event of the remote object. Blocks until the remote side has confirmed.</summary>
    protected void Subscribe(RemoteMethod subscribe, Delegate? handler, BlockInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(subscribe);
        if (handler is null)
        {
            return;
        }

        var call = Begin(subscribe, 0);
        var pin = call.PinBlock(new LocalBlock(handler, invoker));
        call.Send();
        _subscriptions.Add(subscribe.Name, handler, pin);
    }

    /// <summary>Ends a subscription made with an equal handler. Does nothing when there is none.</summary>
    protected void Unsubscribe(RemoteMethod unsubscribe, Delegate? handler)
    {
        ArgumentNullException.ThrowIfNull(unsubscribe);
        if (handler is null || _subscriptions.Remove(unsubscribe.Name, handler) is not { } pin)
        {
            return;
        }

        using (pin)
        {
            var call = Begin(unsubscribe, 0);
            call.SetBlock(pin);
            call.Send();
        }
    }
}
