using System.Net;
using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <summary>
/// The servers of a client that peers call back to. One is opened for each local address that reaches a peer, when a block
/// or an object of this process is first sent there, and lets in that peer's address only. Thread-safe.
/// </summary>
internal sealed class CallbackServers(RemotingClientOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(IPAddress Local, DrbScheme Scheme), CallbackServer> _servers = [];
    private bool _disposed;

    /// <summary>The server for a peer, and its address as that peer can reach it.</summary>
    public Export For(DrbUri peer)
    {
        if (options.CallbackServer is { } configured)
        {
            return new Export(configured, configured.AddressFor(peer));
        }

        var (local, remote) = Route.To(peer);
        var scheme = peer.Scheme == DrbScheme.Tls ? DrbScheme.Tls : DrbScheme.Tcp;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(RemotingClient));
            if (!_servers.TryGetValue((local, scheme), out var server))
            {
                server = CallbackServer.Start(local, scheme, options);
                _servers.Add((local, scheme), server);
            }

            server.Admit(remote);
            return new Export(server.Server, server.Server.Uri);
        }
    }

    /// <summary>The server that was opened at an address, or null.</summary>
    public RemoteServer? Find(string address)
    {
        lock (_lock)
        {
            foreach (var server in _servers.Values)
            {
                if (server.Server.IsAt(address))
                {
                    return server.Server;
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        CallbackServer[] servers;
        lock (_lock)
        {
            _disposed = true;
            servers = [.. _servers.Values];
            _servers.Clear();
        }

        foreach (var server in servers)
        {
            await server.Server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
