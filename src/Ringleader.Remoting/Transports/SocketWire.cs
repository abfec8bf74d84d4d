using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>A TCP or unix socket.</summary>
/// <remarks>
/// The runtime makes a socket non-blocking for good with its first asynchronous operation. Until then a blocking read is one
/// system call; afterwards it waits in poll(2) first, because the runtime's own emulation takes two changes of threads.
/// </remarks>
internal sealed class SocketWire : Wire
{
    private bool _isAsync;
    private int _receiveTimeout;

    /// <summary>Takes over a connected socket.</summary>
    public SocketWire(Socket socket)
        : base(socket)
    {
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }
    }

    /// <inheritdoc/>
    public override bool CanBlock => true;

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> destination) =>
        Socket.Poll(0, SelectMode.SelectRead) ? Socket.Receive(destination) : -1;

    /// <inheritdoc/>
    public override int Receive(Span<byte> destination, int timeoutMilliseconds)
    {
        if (_isAsync)
        {
            var microseconds = timeoutMilliseconds == Timeout.Infinite ? -1 : (int)Math.Min(timeoutMilliseconds * 1000L, int.MaxValue);
            return Socket.Poll(microseconds, SelectMode.SelectRead) ? Socket.Receive(destination) : -1;
        }

        if (_receiveTimeout != timeoutMilliseconds)
        {
            Socket.ReceiveTimeout = timeoutMilliseconds;
            _receiveTimeout = timeoutMilliseconds;
        }

        var count = Socket.Receive(destination, SocketFlags.None, out var error);
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
        return Socket.ReceiveAsync(destination, CancellationToken.None);
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitForEndAsync(CancellationToken cancellationToken)
    {
        _isAsync = true;
        return base.WaitForEndAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Socket.Send(bytes)..];
        }
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _isAsync = true;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Socket.SendAsync(bytes, CancellationToken.None).ConfigureAwait(false)..];
        }
    }
}
