using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>
/// Serves a space to other processes, .NET or Ruby: to Rinda's clients it is a Rinda::TupleSpace, with TupleSpaceProxy, notify,
/// renewers and cancel.
/// </summary>
public sealed class TupleSpaceServer : IAsyncDisposable
{
    private TupleSpaceServer(RemoteServer server, TupleSpace space)
    {
        Server = server;
        Space = space;
    }

    /// <summary>Where it is reached.</summary>
    public string Uri => Server.Uri;

    /// <summary>The space that is served.</summary>
    public TupleSpace Space { get; }

    /// <summary>The server beneath, to offer other objects too.</summary>
    public RemoteServer Server { get; }

    /// <summary>The space as a reference, to hand to a peer.</summary>
    public RemoteObject Reference => throw new NotImplementedException();

    /// <summary>Starts to serve a space.</summary>
    /// <param name="uri">Where to listen; loopback and a free port when null.</param>
    /// <param name="space">The space, which stays the caller's; a new one of the server's own when null.</param>
    /// <param name="options">Limits and choices; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<TupleSpaceServer> StartAsync(
        string? uri = null, TupleSpace? space = null, TupleSpaceServerOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Stops serving: leases of remote takers end and their tuples come back; a space of its own is closed.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
