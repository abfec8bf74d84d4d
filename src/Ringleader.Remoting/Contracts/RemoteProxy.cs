using System.ComponentModel;
using System.Runtime.CompilerServices;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Contracts;

/// <summary>The base of generated proxies: a typed face of one remote object, or of those that a route picks. Thread-safe.</summary>
/// <remarks>Two proxies are equal when they refer to the same remote object, or have the same route.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RemoteProxy
{
    private readonly EventSubscriptions _subscriptions = new();
    private readonly RemoteObject _target;
    private readonly IRemoteRoute? _route;

    /// <summary>Wraps a reference.</summary>
    protected RemoteProxy(RemoteObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        _route = target.Route;
    }

    /// <summary>The reference that calls go to; with a route, the one that the next call would go to.</summary>
    public RemoteObject Target => _route is null ? _target : _route.Next();

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) =>
        obj is RemoteProxy other && ReferenceEquals(_route, other._route) && (_route is not null || _target.Equals(other._target));

    /// <inheritdoc/>
    public sealed override int GetHashCode() => _route is null ? _target.GetHashCode() : RuntimeHelpers.GetHashCode(_route);

    /// <inheritdoc/>
    public sealed override string ToString() => _route?.ToString() ?? _target.ToString();

    /// <summary>Starts a call; the arguments are then written in order, and one of the Send methods ends it.</summary>
    protected OutgoingCall Begin(RemoteMethod method, int argumentCount) => OutgoingCall.Begin(Target, method, argumentCount, route: _route);

    /// <summary>Subscribes to an event of the remote object. Blocks until the remote side has confirmed.</summary>
    protected void Subscribe(RemoteMethod subscribe, Delegate? handler, BlockInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(subscribe);
        if (_route is not null)
        {
            throw new NotSupportedException(
                $"'{subscribe.Name}' needs one object, and this proxy has a route over several. Take one with RemoteObject.Of(proxy) and subscribe to that.");
        }

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
