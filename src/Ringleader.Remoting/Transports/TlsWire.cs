using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>A TLS stream over a TCP socket, after its handshake.</summary>
internal sealed class TlsWire : Wire
{
    private readonly Socket _socket;
    private readonly SslStream _stream;
    private int _aborted;

    /// <summary>Takes over a stream that has been authenticated.</summary>
    public TlsWire(Socket socket, SslStream stream)
    {
        _socket = socket;
        _stream = stream;
        Local = SocketWire.Unmapped(socket.LocalEndPoint);
        Remote = SocketWire.Unmapped(socket.RemoteEndPoint);
    }

    /// <inheritdoc/>
    public override IPEndPoint? Local { get; }

    /// <inheritdoc/>
    public override IPEndPoint? Remote { get; }

    /// <inheritdoc/>
    /// <remarks>A TLS record may be in the stream's own buffer, where no system call can see it.</remarks>
    public override bool CanBlock => false;

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> destination) => -1;

    /// <inheritdoc/>
    public override int Receive(Span<byte> destination, int timeoutMilliseconds)
    {
        _stream.ReadTimeout = timeoutMilliseconds;
        return _stream.Read(destination);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> destination) => _stream.ReadAsync(destination, CancellationToken.None);

    /// <inheritdoc/>
    /// <remarks>
    /// A zero-byte read would end a stream's right to read again if it were cancelled, so this watches the socket below: when
    /// no call is in flight the other way, bytes there mean the end of the connection.
    /// </remarks>
    public override async ValueTask WaitReadableAsync(CancellationToken cancellationToken) =>
        await _socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes, CancellationToken.None);

    /// <inheritdoc/>
    /// <remarks>
    /// TLS 1.3 servers send session tickets after the handshake, so bytes on an idle socket do not mean that it was closed;
    /// only bytes that are the end of the stream do.
    /// </remarks>
    public override bool IsStale() => Volatile.Read(ref _aborted) != 0
        || (_socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0);

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
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster: the connection is down already, which is what was asked for.
        }

        _stream.Dispose();
        _socket.Dispose();
    }
}
