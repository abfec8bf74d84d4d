using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>Limits and choices of a <see cref="TupleSpaceServer"/>. Immutable.</summary>
public sealed record TupleSpaceServerOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static TupleSpaceServerOptions Default { get; } = new();

    /// <summary>
    /// How the server listens: TLS, access list, limits. Its codec is always exact, so that tuples go back as they came, and its
    /// calls have no time limit, as they wait for as long as their callers do.
    /// </summary>
    public RemoteServerOptions Server { get; init; } = RemoteServerOptions.Default;

    /// <summary>How a space of the server's own is made; not used for a space that is given.</summary>
    public TupleSpaceOptions Space { get; init; } = TupleSpaceOptions.Default;

    /// <summary>
    /// The longest that a peer may take to accept a moved tuple, or to hand over a tuple that it sent as a reference. Default 5 s;
    /// positive, finite.
    /// </summary>
    public TimeSpan CallbackTimeout { get; init => field = Positive(value, nameof(CallbackTimeout)); } = TimeSpan.FromSeconds(5);

    /// <summary>How long a watch of a peer is kept that nobody reads. Default 10 minutes; positive, finite.</summary>
    public TimeSpan WatchKeep { get; init => field = Positive(value, nameof(WatchKeep)); } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many watches one peer may have, of the <see cref="TupleSpaceOptions.MaxWatches"/> of the space. Default 1,000; at least 1.
    /// A peer is an address (IPv6: a /64); on loopback and unix sockets, which many programs share, it is a connection. Two tenths of the
    /// total are kept: one for local connections that have none yet, and one for other addresses that have fewer than 10. So a newcomer
    /// finds something unless very many take all they can: as many local connections as that tenth, or addresses as a hundredth.
    /// One local program that opens so many connections can do that; <see cref="RemoteServerOptions.MaxConnectionsPerAddress"/> limits
    /// how many are open at once, and a watch outlives its connection. Watches of this process itself count in the total of the space only.
    /// </summary>
    public int MaxWatchesPerPeer { get; init => field = AtLeastOne(value, nameof(MaxWatchesPerPeer)); } = 1_000;

    /// <summary>
    /// How many calls of one peer may wait, of the <see cref="TupleSpaceOptions.MaxWaiters"/> of the space. Default 10,000; at least 1.
    /// Each waits on a connection of its own.
    /// </summary>
    public int MaxWaitersPerPeer { get; init => field = AtLeastOne(value, nameof(MaxWaitersPerPeer)); } = 10_000;

    /// <summary>How many tuples and watches all peers may have renewed by objects of theirs. Default 10,000; at least 1.</summary>
    public int MaxRenewers { get; init => field = AtLeastOne(value, nameof(MaxRenewers)); } = 10_000;

    /// <summary>
    /// How many tuples and watches one peer may have renewed, as <see cref="MaxWatchesPerPeer"/> counts peers. Default 1,000; at least 1.
    /// At most 64 renewers of a peer are asked at once.
    /// </summary>
    public int MaxRenewersPerPeer { get; init => field = AtLeastOne(value, nameof(MaxRenewersPerPeer)); } = 1_000;

    /// <summary>How many tuples all peers may hold under leases. Default 100,000; at least 1.</summary>
    public int MaxLeases { get; init => field = AtLeastOne(value, nameof(MaxLeases)); } = 100_000;

    /// <summary>How many tuples one peer may hold under leases, as <see cref="MaxWatchesPerPeer"/> counts peers. Default 10,000; at least 1.</summary>
    public int MaxLeasesPerPeer { get; init => field = AtLeastOne(value, nameof(MaxLeasesPerPeer)); } = 10_000;

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private static TimeSpan Positive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        return value;
    }
}
