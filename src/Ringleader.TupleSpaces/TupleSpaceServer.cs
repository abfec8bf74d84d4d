using Ringleader.Remoting;
using Ringleader.TupleSpaces.Remote.Server;

namespace Ringleader.TupleSpaces;

/// <summary>
/// Serves a space to other processes, .NET or Ruby: to Rinda's clients it is a Rinda::TupleSpace, with TupleSpaceProxy, notify,
/// renewers and cancel.
/// </summary>
/// <remarks>
/// Where it differs from Rinda: time-outs are answered when they are due; a tuple without a time stays for ever, and its
/// <c>expires</c> is nil; <c>move</c> gives its tuple to the port outside of any lock, and takes the tuple out of sight for that
/// time; a reference in a template is compared and never called; a watcher that does not keep up is told what it lost.
/// </remarks>
public sealed class TupleSpaceServer : IAsyncDisposable
{
    private readonly SpaceFront _front;
    private readonly bool _ownsSpace;

    private TupleSpaceServer(RemoteServer server, TupleSpace space, SpaceFront front, bool ownsSpace)
    {
        Server = server;
        Space = space;
        _front = front;
        _ownsSpace = ownsSpace;
    }

    /// <summary>Where it is reached.</summary>
    public string Uri => Server.Uri;

    /// <summary>The space that is served.</summary>
    public TupleSpace Space { get; }

    /// <summary>The server beneath, to offer other objects too; its front is the space as peers call it.</summary>
    public RemoteServer Server { get; }

    /// <summary>The space as a reference, to hand to a peer.</summary>
    public RemoteObject Reference => Server.ReferenceTo(_front);

    /// <summary>Starts to serve a space.</summary>
    /// <param name="uri">Where to listen; loopback and a free port when null.</param>
    /// <param name="space">The space, which stays the caller's; a new one of the server's own when null.</param>
    /// <param name="options">Limits and choices; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The address cannot be read.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound, for instance because it is in use.</exception>
    public static async Task<TupleSpaceServer> StartAsync(
        string? uri = null, TupleSpace? space = null, TupleSpaceServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= TupleSpaceServerOptions.Default;
        var served = space ?? new TupleSpace(options.Space);
        var front = new SpaceFront(served, options);
        try
        {
            var server = await RemoteServer.StartAsync(uri, front, Complete(options.Server, served, front), cancellationToken).ConfigureAwait(false);
            front.ServedBy(server);
            return new TupleSpaceServer(server, served, front, ownsSpace: space is null);
        }
        catch
        {
            front.Dispose();
            if (space is null)
            {
                await served.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Stops serving: waits and watches of peers end, and what remote takers hold comes back; a space of its own is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _front.StopAsync().ConfigureAwait(false);
        await Server.DisposeAsync().ConfigureAwait(false);
        _front.Dispose();
        if (_ownsSpace)
        {
            await Space.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A wait may take for ever, and what comes is kept exactly as it came.</summary>
    private static RemoteServerOptions Complete(RemoteServerOptions options, TupleSpace space, SpaceFront front)
    {
        var exact = options.Marshal with { Exact = true };
        return options with
        {
            CallTimeout = Timeout.InfiniteTimeSpan,
            Marshal = exact,
            ObjectIds = new EntryIds(space, front, options.ObjectIds ?? new TimedIdConverter(timeProvider: options.TimeProvider)),
            Client = options.Client with { Marshal = exact },
        };
    }
}
