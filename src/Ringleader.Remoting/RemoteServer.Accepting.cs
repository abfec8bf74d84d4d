using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Ringleader.Remoting.Server;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting;

/// <content>Letting peers in.</content>
public sealed partial class RemoteServer
{
    private async Task AcceptAllAsync()
    {
        while (!IsStopping)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (IsStopping && error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // Out of file descriptors, or the peer was gone before it was accepted: the listener itself is healthy.
                LogAcceptFailed(Uri, error);
                await Task.Delay(TimeSpan.FromMilliseconds(10), Options.TimeProvider).ConfigureAwait(false);
                continue;
            }

            Admit(socket);
        }
    }

    private void Admit(Socket socket)
    {
        var remote = Wire.Unmapped(RemoteEndPointOf(socket));
        if (remote is not null && !_admission.TryAdmit(remote.Address, out var refusal))
        {
            Refuse(socket, remote.ToString(), refusal.ToString());
            return;
        }

        Track(ConnectAsync(socket, remote));
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

        return Options.AccessControl is { } list ? list.AllowsAsync(remote.Address, _stopping.Token) : new ValueTask<bool>(true);
    }

    private async Task ConnectAsync(Socket socket, IPEndPoint? remote)
    {
        try
        {
            if (!await AllowsAsync(remote).ConfigureAwait(false))
            {
                ReleaseAdmission(remote);
                Refuse(socket, remote?.ToString() ?? "", "access list");
                return;
            }

            using var limit = new CancellationTokenSource(Options.ReceiveTimeout, Options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            var wire = await _listener.SecureAsync(socket, either.Token).ConfigureAwait(false);
            var connection = new ServerConnection(this, wire, AddressOf(wire));
            _connections.TryAdd(connection, 0);
            RemotingDiagnostics.ServerConnections.Add(1);
            if (IsStopping)
            {
                connection.CloseIfIdle();
            }

            connection.Start();
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            ReleaseAdmission(remote);
            Refuse(socket, remote?.ToString() ?? "", error.Message);
        }
    }

    private void ReleaseAdmission(IPEndPoint? remote)
    {
        if (remote is not null)
        {
            _admission.Release(remote.Address);
        }
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
        LogRefused(peer, reason);
    }
}
