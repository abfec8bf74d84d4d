using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Server;

/// <summary>
/// The subscriptions of peers to events of objects here. A subscription ends when the peer asks, or when an event could not be
/// delivered to it. Thread-safe.
/// </summary>
internal static class EventForwarding
{
    private static readonly ConditionalWeakTable<object, Dictionary<(string Event, RemoteObject Block), Subscription>> Subscriptions = [];

    /// <summary>Subscribes a block; subscribing the same block to the same event again changes nothing.</summary>
    public static void Subscribe<T>(object target, string name, RemoteBlock block, Func<RemoteBlock, T> create, Action<T> add, Action<T> remove)
        where T : Delegate
    {
        var ofTarget = Subscriptions.GetOrCreateValue(target);
        var handler = create(block);
        lock (ofTarget)
        {
            if (!ofTarget.TryAdd((name, block.Target), new Subscription(block, () => remove(handler))))
            {
                return;
            }
        }

        add(handler);
        block.Target.Posts.Ended.UnsafeRegister(_ => End(target, name, block.Target), null);
    }

    /// <summary>Ends the subscription of a block; without one, does nothing.</summary>
    public static ValueTask UnsubscribeAsync(object target, string name, RemoteBlock block) =>
        End(target, name, block.Target) is { } subscription ? subscription.Block.Target.Posts.DisposeAsync() : default;

    private static Subscription? End(object target, string name, RemoteObject block)
    {
        if (!Subscriptions.TryGetValue(target, out var ofTarget))
        {
            return null;
        }

        Subscription? subscription;
        lock (ofTarget)
        {
            if (!ofTarget.Remove((name, block), out subscription))
            {
                return null;
            }
        }

        subscription.Remove();
        return subscription;
    }

    private sealed record Subscription(RemoteBlock Block, Action Remove);
}
