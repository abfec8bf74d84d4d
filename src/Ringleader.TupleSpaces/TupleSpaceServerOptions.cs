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

    private static TimeSpan Positive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        return value;
    }
}
