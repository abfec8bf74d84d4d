using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Ringleader.Remoting.Transports;

/// <summary>Opens connections to DRb servers.</summary>
internal static class WireConnector
{
    private static readonly TimeSpan QueuePause = TimeSpan.FromMilliseconds(5);

    /// <summary>Connects, trying each address of the host in turn, and for TLS completes the handshake.</summary>
    /// <param name="uri">The server.</param>
    /// <param name="tls">Gives the client's side of the handshake; called for TLS only.</param>
    /// <param name="blocking">Whether the socket is to stay in blocking mode, which an asynchronous connect would end.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SocketException">No address answered.</exception>
    /// <exception cref="AuthenticationException">The TLS handshake failed.</exception>
    public static async Task<Wire> ConnectAsync(DrbUri uri, Func<TlsAuthentication> tls, bool blocking, CancellationToken cancellationToken)
    {
        if (uri.Scheme == DrbScheme.Unix)
        {
            return new SocketWire(await ConnectUnixAsync(uri.ToUnixEndPoint(), blocking, cancellationToken).ConfigureAwait(false));
        }

        var socket = await ConnectTcpAsync(uri, blocking && uri.Scheme == DrbScheme.Tcp, cancellationToken).ConfigureAwait(false);
        if (uri.Scheme == DrbScheme.Tcp)
        {
            return new SocketWire(socket);
        }

        socket.NoDelay = true;
        var isCertificateMissing = false;
        try
        {
            var connection = await tls().ConnectAsync(new NetworkStream(socket, ownsSocket: false), HostOf(uri), cancellationToken).ConfigureAwait(false);
            isCertificateMissing = connection.IsCertificateMissing;
            return new TlsWire(socket, connection.Stream, isCertificateMissing);
        }
        catch (SocketException error) when (isCertificateMissing)
        {
            // The server has closed the connection already, and the socket no longer knows its peer.
            socket.Dispose();
            throw new AuthenticationException(TlsClientStream.CertificateMissing, error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Tries again while the server's queue is full: TCP does that in the kernel, but for a unix socket Linux refuses at once
    /// (<c>EAGAIN</c>), so that an application which opens many connections together would fail.
    /// </summary>
    private static async Task<Socket> ConnectUnixAsync(EndPoint endPoint, bool blocking, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await ConnectAsync(socket, endPoint, blocking, cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
            {
                await Task.Delay(QueuePause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<Socket> ConnectTcpAsync(DrbUri uri, bool blocking, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(uri.Host, out var address))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await ConnectAsync(socket, new IPEndPoint(address, uri.Port), blocking, cancellationToken).ConfigureAwait(false);
            return socket;
        }

        var addresses = await Dns.GetHostAddressesAsync(HostOf(uri), cancellationToken).ConfigureAwait(false);
        SocketException? last = null;
        foreach (var candidate in addresses)
        {
            var socket = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await ConnectAsync(socket, new IPEndPoint(candidate, uri.Port), blocking, cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException error)
            {
                last = error;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>An empty host in a client's address means this machine, as it does for Ruby.</summary>
    private static string HostOf(DrbUri uri) => uri.Host.Length == 0 ? "localhost" : uri.Host;

    private static async Task ConnectAsync(Socket socket, EndPoint endPoint, bool blocking, CancellationToken cancellationToken)
    {
        try
        {
            if (blocking)
            {
                // A cancelled connect is ended by disposing the socket below.
                await Task.Run(() => socket.Connect(endPoint), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
