namespace Ringleader.Remoting.Objects;

/// <summary>The handlers that one proxy has subscribed with, so that an equal delegate can end the subscription. Thread-safe.</summary>
internal sealed class EventSubscriptions
{
    private readonly Lock _lock = new();
    private readonly List<(string Event, Delegate Handler, PinnedObject Pin)> _subscriptions = [];

    /// <summary>Remembers a subscription made by the method <c>on_name</c>.</summary>
    public void Add(string subscribeMethod, Delegate handler, PinnedObject pin)
    {
        lock (_lock)
        {
            _subscriptions.Add((EventOf(subscribeMethod), handler, pin));
        }
    }

    /// <summary>Takes out the latest subscription that the method <c>off_name</c> is to end, as C# events do, or gives null.</summary>
    public PinnedObject? Remove(string unsubscribeMethod, Delegate handler)
    {
        var name = EventOf(unsubscribeMethod);
        lock (_lock)
        {
            var index = _subscriptions.FindLastIndex(s => string.Equals(s.Event, name, StringComparison.Ordinal) && s.Handler.Equals(handler));
            if (index < 0)
            {
                return null;
            }

            var pin = _subscriptions[index].Pin;
            _subscriptions.RemoveAt(index);
            return pin;
        }
    }

    /// <summary>The event's name behind <c>on_</c> or <c>off_</c>.</summary>
    private static string EventOf(string method) => method[(method.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
