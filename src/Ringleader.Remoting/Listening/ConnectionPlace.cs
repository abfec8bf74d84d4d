namespace Ringleader.Remoting.Listening;

/// <summary>A connection as the places of its server see it. Every member may be called by any thread.</summary>
internal interface IPlacedConnection
{
    /// <summary>The peer as logs name it.</summary>
    string Peer { get; }

    /// <summary>True once a whole request has arrived.</summary>
    bool HasServed { get; }

    /// <summary>Since when it is idle, in time stamps; <see cref="long.MaxValue"/> while a request is being served.</summary>
    long IdleSince { get; }

    /// <summary>Makes sure that nothing is served on it any more; false when a request has just arrived.</summary>
    bool TryEndIdle();

    /// <summary>Closes it now, whatever runs on it. Idempotent.</summary>
    void Abort();
}

/// <summary>The place of one open connection. Guarded by its <see cref="ConnectionPlaces"/>.</summary>
internal sealed class ConnectionPlace(AddressPlaces address, IPlacedConnection connection)
{
    public AddressPlaces Address { get; } = address;

    public IPlacedConnection Connection { get; set; } = connection;

    /// <summary>Where it is among the places of its address; -1 when it was given back or passed to another connection.</summary>
    public int Index { get; set; } = -1;
}
