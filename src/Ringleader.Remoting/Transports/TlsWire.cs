using System.Net.Security;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>A TLS stream over a TCP socket, after its handshake.</summary>
internal sealed class TlsWire(Socket socket, SslStream stream) : Wire(socket)
{
    /// <inheritdoc/>
    /// <remarks>A TLS record may be in the stream's own buffer, where no system call can see it.</remarks>
    public override bool CanBlock => false;

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> destination) => -1;

    /// <inheritdoc/>
    public override int Receive(Span<byte> destination, int timeoutMilliseconds)
    {
        stream.ReadTimeout = timeoutMilliseconds;
        return stream.Read(destination);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> destination) => stream.ReadAsync(destination, CancellationToken.None);

    /// <inheritdoc/>
    /// <remarks>A peer that closes says so in a record of its own first; nothing else is to come while a call runs.</remarks>
    public override async ValueTask<bool> WaitForEndAsync(CancellationToken cancellationToken)
    {
        await PeekAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, CancellationToken.None);

    /// <inheritdoc/>
    protected override void Release() => stream.Dispose();
}
