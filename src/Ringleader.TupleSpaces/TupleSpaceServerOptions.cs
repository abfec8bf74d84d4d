using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>Limits and choices of a <see cref="TupleSpaceServer"/>. Immutable.</summary>
public sealed record TupleSpaceServerOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static TupleSpaceServerOptions Default { get; } = new();

    /// <summary>How the server listens: TLS, access list, limits. Its codec is always exact, so that tuples go back as they came.</summary>
    public RemoteServerOptions Server { get; init; } = RemoteServerOptions.Default;

    /// <summary>How a space of the server's own is made; not used for a space that is given.</summary>
    public TupleSpaceOptions Space { get; init; } = TupleSpaceOptions.Default;
}
