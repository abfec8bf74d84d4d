using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Ringleader.Remoting.Access;
using Ringleader.Remoting.Listening;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <summary>
/// Lets peers in: gives each connection a place, asks the access list, completes the handshake, and hands it to the server.
/// </summary>
internal sealed class ConnectionAcceptor
{
    private const int BurstSeconds = 10;
    private readonly RemoteServer _server;
    private readonly WireListener _listener;
    private readonly Func<IPAddress, bool>? _admits;
    private readonly CancellationToken _stopping;
    private readonly ConnectionPlaces _places;

    public ConnectionAcceptor(RemoteServer server, WireListener listener, Func<IPAddress, bool>? admits, CancellationToken stopping)
    {
        _server = server;
        _listener = listener;
        _admits = admits;
        _stopping = stopping;
        var options = server.Options;
        var isUnix = listener.Uri.Scheme == DrbScheme.Unix; // All its peers are one address, which only the limits in all bind.
        _places = new ConnectionPlaces(
            options.MaxConnections,
            isUnix ? int.MaxValue : options.MaxConnectionsPerAddress,
            isUnix ? double.PositiveInfinity : options.MaxConnectionRatePerAddress,
            isUnix ? 1 : (int)Math.Min(options.MaxConnectionRatePerAddress * (long)BurstSeconds, int.MaxValue),
            options.TimeProvider);
        Bytes = new ByteBudget(
            options.MaxBufferedBytes, isUnix ? options.MaxBufferedBytes : options.MaxBufferedBytesPerAddress, options.TimeProvider);
    }

    /// <summary>What pays for the messages of all connections.</summary>
    public ByteBudget Bytes { get; }

    /// <summary>Accepts until the server stops.</summary>
    public async Task RunAsync()
    {
        while (!_server.IsStopping)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopping).ConfigureAwait(false);
            }
            catch (Exception error) when (_server.IsStopping && error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // Out of file descriptors, or the peer was gone before it was accepted: the listener itself is healthy.
                _server.LogAcceptFailed(_server.Uri, error);
                await Task.Delay(TimeSpan.FromMilliseconds(10), _server.Options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
                continue;
            }

            Admit(socket);
        }
    }

    /// <summary>Gives the place of a connection back. Idempotent.</summary>
    public void Release(ConnectionPlace place) => _places.Release(place);

    private void Admit(Socket socket)
    {
        var remote = Wire.Unmapped(RemoteEndPointOf(socket));
        var address = remote is null ? AddressBits.OfUnixPeers : AddressBits.GroupOf(remote.Address);
        var newcomer = new Newcomer(socket, remote?.ToString() ?? "unix socket", _server.Options.TimeProvider.GetTimestamp());
        var place = _places.TryTake(address, newcomer, out var refusal, out var displaced);
        if (displaced is not null)
        {
            _server.LogDisplaced(displaced.Peer, newcomer.Peer);
            displaced.Abort();
        }

        if (place is null)
        {
            Refuse(socket, newcomer.Peer, refusal.ToString());
            return;
        }

        _server.Track(ConnectAsync(socket, remote, newcomer, place));
    }

    /// <summary>The list decides synchronously, and nothing is read before, unless it has patterns of host names.</summary>
    private ValueTask<bool> AllowsAsync(IPEndPoint? remote)
    {
        if (remote is null)
        {
            return new ValueTask<bool>(true);
        }

        if (_admits is not null)
        {
            return new ValueTask<bool>(_admits(remote.Address));
        }

        return _server.Options.AccessControl is { } list ? list.AllowsAsync(remote.Address, _stopping) : new ValueTask<bool>(true);
    }

    private async Task ConnectAsync(Socket socket, IPEndPoint? remote, Newcomer newcomer, ConnectionPlace place)
    {
        var options = _server.Options;
        try
        {
            if (!await AllowsAsync(remote).ConfigureAwait(false))
            {
                _places.Release(place);
                Refuse(socket, newcomer.Peer, "access list");
                return;
            }

            var wire = await SecureAsync(socket).ConfigureAwait(false);
            var due = options.TimeProvider.DueAt(options.FirstRequestTimeout, newcomer.IdleSince);
            var account = Bytes.Open(place.Address.Address);
            var connection = new ServerConnection(_server, wire, place, account, due);
            if (!_places.TryHandOver(place, connection))
            {
                account.Dispose();
                wire.Abort(); // it lost its place during the handshake
                return;
            }

            _server.Add(connection);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            _places.Release(place);
            Refuse(socket, newcomer.Peer, error.Message);
        }
    }

    private async ValueTask<Wire> SecureAsync(Socket socket)
    {
        if (_listener.Tls is null)
        {
            return await _listener.SecureAsync(socket, _stopping).ConfigureAwait(false); // which is no more than a wire
        }

        using var limit = new CancellationTokenSource(_server.Options.FirstRequestTimeout, _server.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping);
        return await _listener.SecureAsync(socket, either.Token).ConfigureAwait(false);
    }

    private static EndPoint? RemoteEndPointOf(Socket socket)
    {
        try
        {
            return socket.AddressFamily == AddressFamily.Unix ? null : socket.RemoteEndPoint;
        }
        catch (SocketException)
        {
            return null; // gone already; the first read will find out
        }
    }

    private void Refuse(Socket socket, string peer, string reason)
    {
        socket.Dispose();
        RemotingDiagnostics.Refused.Add(1);
        _server.LogRefused(peer, reason);
    }

    /// <summary>A connection until its handshake is complete.</summary>
    private sealed class Newcomer(Socket socket, string peer, long acceptedAt) : IPlacedConnection
    {
        public string Peer => peer;

        public bool HasServed => false;

        public long IdleSince => acceptedAt;

        public bool TryEndIdle() => true;

        public void Abort() => socket.Dispose();
    }
}
