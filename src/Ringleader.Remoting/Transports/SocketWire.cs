using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>A TCP or unix socket.</summary>
/// <remarks>
/// The runtime makes a socket non-blocking for good with its first asynchronous operation. Until then a blocking read is one
/// system call; afterwards it waits in poll(2) first, because the runtime's own emulation takes two changes of threads.
/// </remarks>
internal sealed class SocketWire : Wire
{
    private readonly Socket _socket;
    private int _aborted;
    private bool _isAsync;
    private int _receiveTimeout;

    /// <summary>Takes over a connected socket.</summary>
    public SocketWire(Socket socket)
    {
        _socket = socket;
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
            Local = Unmapped(socket.LocalEndPoint);
            Remote = Unmapped(socket.RemoteEndPoint);
        }
    }

    /// <inheritdoc/>
    public override IPEndPoint? Local { get; }

    /// <inheritdoc/>
    public override IPEndPoint? Remote { get; }

    /// <inheritdoc/>
    public override bool CanBlock => true;

    /// <summary>An IPv4 address that arrived at a dual-mode socket, as the IPv4 address that it is.</summary>
    public static IPEndPoint? Unmapped(EndPoint? endPoint) => endPoint is IPEndPoint ip
        ? ip.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(ip.Address.MapToIPv4(), ip.Port) : ip
        : null;

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> destination) =>
        _socket.Poll(0, SelectMode.SelectRead) ? _socket.Receive(destination) : -1;

    /// <inheritdoc/>
    public override int Receive(Span<byte> destination, int timeoutMilliseconds)
    {
        if (_isAsync)
        {
            var microseconds = timeoutMilliseconds == Timeout.Infinite ? -1 : (int)Math.Min(timeoutMilliseconds * 1000L, int.MaxValue);
            return _socket.Poll(microseconds, SelectMode.SelectRead) ? _socket.Receive(destination) : -1;
        }

        if (_receiveTimeout != timeoutMilliseconds)
        {
            _socket.ReceiveTimeout = timeoutMilliseconds;
            _receiveTimeout = timeoutMilliseconds;
        }

        var count = _socket.Receive(destination, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => count,
            SocketError.TimedOut or SocketError.WouldBlock => -1,
            _ => throw new SocketException((int)error),
        };
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> destination)
    {
        _isAsync = true;
        return _socket.ReceiveAsync(destination, CancellationToken.None);
    }

    /// <inheritdoc/>
    public override async ValueTask WaitReadableAsync(CancellationToken cancellationToken)
    {
        _isAsync = true;

        // Not a read of zero bytes: that ends on any event, even one for bytes that were read long ago.
        await _socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _isAsync = true;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, CancellationToken.None).ConfigureAwait(false)..];
        }
    }

    /// <inheritdoc/>
    public override bool IsStale() => Volatile.Read(ref _aborted) != 0 || _socket.Poll(0, SelectMode.SelectRead);

    /// <inheritdoc/>
    public override void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    /// <inheritdoc/>
    public override void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) != 0)
        {
            return;
        }

        try
        {
            // Wakes a thread that waits in poll; disposing alone would not.
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster: the connection is down already, which is what was asked for.
        }

        _socket.Dispose();
    }
}
