namespace Ringleader.TupleSpaces;

/// <summary>What happened to a tuple. Rinda's event names are <c>write</c>, <c>take</c>, <c>delete</c> and <c>close</c>.</summary>
[Flags]
public enum TupleEventKinds
{
    /// <summary>Nothing; no event has this kind.</summary>
    None = 0,

    /// <summary>A tuple was written, or came back from a lease that ended.</summary>
    Write = 1,

    /// <summary>A tuple was taken.</summary>
    Take = 2,

    /// <summary>A tuple expired or was cancelled.</summary>
    Delete = 4,

    /// <summary>The watch has ended, by its lifetime or with the space; the last event, without a tuple.</summary>
    Close = 8,

    /// <summary>The watcher did not keep up: <see cref="TupleEvent.LostCount"/> events are missing at this place. Without a tuple.</summary>
    Lost = 16,

    /// <summary>All of them.</summary>
    All = Write | Take | Delete | Close | Lost,
}
