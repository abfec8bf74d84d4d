using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>A listening socket of one DRb server.</summary>
internal sealed class WireListener : IDisposable
{
    private readonly Socket _socket;
    private readonly TlsAuthentication? _tls;
    private readonly string? _unixPath;

    private WireListener(Socket socket, DrbUri uri, TlsAuthentication? tls, string? unixPath)
    {
        _socket = socket;
        _tls = tls;
        _unixPath = unixPath;
        Uri = uri;
    }

    /// <summary>The address with its real port or path.</summary>
    public DrbUri Uri { get; }

    /// <summary>The listener's side of TLS, or null.</summary>
    public TlsAuthentication? Tls => _tls;

    /// <summary>Binds and listens. Port 0 takes a free port; an empty unix path takes a new file in the temporary folder.</summary>
    public static async Task<WireListener> BindAsync(DrbUri uri, RemoteServerOptions options, CancellationToken cancellationToken)
    {
        if (uri.Scheme == DrbScheme.Unix)
        {
            return BindUnix(uri, options);
        }

        var address = await AddressToBindAsync(uri, cancellationToken).ConfigureAwait(false);
        var tls = uri.Scheme == DrbScheme.Tls ? TlsAuthentication.ForServer(options.Tls ?? new RemoteTlsOptions(), await HostName.AllAsync(uri.Host, cancellationToken).ConfigureAwait(false), options.TimeProvider) : null;
        return BindTcp(uri, address, options.Backlog, tls);
    }

    /// <summary>Binds to an address that needs no look-up.</summary>
    public static WireListener BindTcp(DrbUri uri, IPAddress address, int backlog, TlsAuthentication? tls)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            // A restarted server may take its port while connections of the one before are still closing.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, uri.Port));
            socket.Listen(backlog);
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port; // bound above, so it has one
            return new WireListener(socket, uri with { Port = port, Option = null }, tls, unixPath: null);
        }
        catch
        {
            socket.Dispose();
            tls?.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next connection. The TLS handshake is left to <see cref="SecureAsync"/>.</summary>
    public Task<Socket> AcceptAsync(CancellationToken cancellationToken) => _socket.AcceptAsync(cancellationToken).AsTask();

    /// <summary>Makes a wire of an accepted socket, after the handshake where there is one.</summary>
    public async Task<Wire> SecureAsync(Socket socket, CancellationToken cancellationToken)
    {
        if (_tls is null)
        {
            return new SocketWire(socket);
        }

        socket.NoDelay = true;
        var stream = await _tls.AcceptAsync(new NetworkStream(socket, ownsSocket: false), cancellationToken).ConfigureAwait(false);
        return new TlsWire(socket, stream);
    }

    /// <summary>Stops listening and removes the file of a unix socket.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _tls?.Dispose();
        if (_unixPath is not null)
        {
            File.Delete(_unixPath);
        }
    }

    private static async Task<IPAddress> AddressToBindAsync(DrbUri uri, CancellationToken cancellationToken)
    {
        if (uri.Host.Length == 0)
        {
            return Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        }

        if (IPAddress.TryParse(uri.Host, out var address))
        {
            return address;
        }

        var addresses = await Dns.GetHostAddressesAsync(uri.Host, cancellationToken).ConfigureAwait(false);
        return addresses.Length > 0 ? addresses[0] : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static WireListener BindUnix(DrbUri uri, RemoteServerOptions options)
    {
        var path = uri.Path.Length > 0
            ? uri.Path
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"druby{Environment.ProcessId}-{Guid.NewGuid():N}"));
        uri = uri with { Path = path, Option = null };
        RemoveStaleFile(uri);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(uri.ToUnixEndPoint());
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, options.UnixFileMode);
            }

            socket.Listen(options.Backlog);
            return new WireListener(socket, uri, tls: null, path);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket file that nobody listens on is left over from a process that was killed.</summary>
    private static void RemoveStaleFile(DrbUri uri)
    {
        if (!File.Exists(uri.Path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(uri.ToUnixEndPoint());
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(uri.Path);
        }
    }
}
