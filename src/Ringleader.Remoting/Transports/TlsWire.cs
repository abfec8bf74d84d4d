using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Ringleader.Remoting.Transports;

/// <summary>A client's stream after its side of the handshake.</summary>
/// <param name="Stream">The stream, which owns the one below.</param>
/// <param name="IsCertificateMissing">The server asked for a client certificate and this side has none.</param>
internal readonly record struct TlsClientStream(SslStream Stream, bool IsCertificateMissing)
{
    /// <summary>The reason of every failure that a missing client certificate explains.</summary>
    public const string CertificateMissing =
        "The server asked for a client certificate and this side has none. "
        + $"Set {nameof(RemoteTlsOptions)}.{nameof(RemoteTlsOptions.CertificateFile)} and "
        + $"{nameof(RemoteTlsOptions.KeyFile)}, or {nameof(RemoteTlsOptions.Certificate)}, to one that the server's authority issued.";
}

/// <summary>A TLS stream over a TCP socket, after its handshake.</summary>
/// <remarks>
/// In TLS 1.3 a client has finished its handshake before the server judges the client's certificate. A server that requires
/// one then closes the connection, with an alert, without one, or with a reset: the first read fails in one of several ways.
/// </remarks>
internal sealed class TlsWire(Socket socket, SslStream stream, bool isCertificateMissing = false) : Wire(socket)
{
    // True until something was received: after that the server has accepted this side as it is.
    private bool _mayBeRefused = isCertificateMissing;

    /// <inheritdoc/>
    /// <remarks>A TLS record may be in the stream's own buffer, where no system call can see it.</remarks>
    public override bool CanBlock => false;

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> destination) => -1;

    /// <inheritdoc/>
    public override int Receive(Span<byte> destination, int timeoutMilliseconds)
    {
        stream.ReadTimeout = timeoutMilliseconds;
        try
        {
            return Accepted(stream.Read(destination));
        }
        catch (IOException error) when (_mayBeRefused)
        {
            throw new AuthenticationException(TlsClientStream.CertificateMissing, error);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> destination) => _mayBeRefused
        ? ReceiveFirstAsync(destination)
        : stream.ReadAsync(destination, CancellationToken.None);

    /// <inheritdoc/>
    protected override bool SendsEarly => false;

    /// <inheritdoc/>
    /// <remarks>A peer that closes says so in a record of its own first; nothing else is to come while a call runs.</remarks>
    public override async ValueTask<bool> WaitForEndAsync(CancellationToken cancellationToken)
    {
        await PeekAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>As above.</remarks>
    protected override bool IsClosedByPeer() => Socket.Poll(0, SelectMode.SelectRead);

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException error) when (_mayBeRefused)
        {
            throw new AuthenticationException(TlsClientStream.CertificateMissing, error);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stream.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException error) when (_mayBeRefused)
        {
            throw new AuthenticationException(TlsClientStream.CertificateMissing, error);
        }
    }

    /// <inheritdoc/>
    protected override void Release() => stream.Dispose();

    private async ValueTask<int> ReceiveFirstAsync(Memory<byte> destination)
    {
        try
        {
            return Accepted(await stream.ReadAsync(destination, CancellationToken.None).ConfigureAwait(false));
        }
        catch (IOException error)
        {
            throw new AuthenticationException(TlsClientStream.CertificateMissing, error);
        }
    }

    private int Accepted(int count)
    {
        if (count == 0 && _mayBeRefused)
        {
            throw new AuthenticationException(TlsClientStream.CertificateMissing);
        }

        _mayBeRefused = false;
        return count;
    }
}
