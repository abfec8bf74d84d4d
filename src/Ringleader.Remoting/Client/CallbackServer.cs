using System.Collections.Immutable;
using System.Net;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <summary>A listener that a client opened to be called back, and the peers that may do so.</summary>
internal sealed class CallbackServer
{
    private ImmutableHashSet<IPAddress> _peers = [];

    private CallbackServer(IPAddress local, DrbScheme scheme, RemotingClientOptions options)
    {
        var serverOptions = new RemoteServerOptions
        {
            Marshal = options.Marshal,
            Tls = options.Tls,
            Client = options,
            LoggerFactory = options.LoggerFactory,
            TimeProvider = options.TimeProvider,
        };
        var tls = scheme == DrbScheme.Tls ? TlsAuthentication.ForServer(options.Tls ?? new RemoteTlsOptions(), [local.ToString()], options.TimeProvider) : null;
        var uri = new DrbUri(scheme, local.ToString(), 0, "", null);
        Server = RemoteServer.Start(WireListener.BindTcp(uri, local, serverOptions.Backlog, tls), front: null, serverOptions, Admits);
    }

    /// <summary>The server itself.</summary>
    public RemoteServer Server { get; }

    /// <summary>Listens on a free port of a local address.</summary>
    public static CallbackServer Start(IPAddress local, DrbScheme scheme, RemotingClientOptions options) => new(local, scheme, options);

    /// <summary>Lets a peer in from now on.</summary>
    public void Admit(IPAddress peer) => ImmutableInterlocked.Update(ref _peers, static (peers, added) => peers.Add(added), peer);

    private bool Admits(IPAddress peer) => _peers.Contains(peer) || (IPAddress.IsLoopback(peer) && _peers.Any(IPAddress.IsLoopback));
}
