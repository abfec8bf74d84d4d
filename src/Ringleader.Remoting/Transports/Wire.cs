using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>
/// One byte stream to a peer. One thread reads and writes at a time; <see cref="Abort"/> may be called by any thread and makes
/// whatever is under way fail at once.
/// </summary>
internal abstract class Wire : IDisposable
{
    private int _aborted;

    /// <summary>Takes over a connected socket.</summary>
    protected Wire(Socket socket)
    {
        Socket = socket;
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            Local = Unmapped(socket.LocalEndPoint);
            Remote = Unmapped(socket.RemoteEndPoint);
        }
    }

    /// <summary>This end's address, or null on a unix socket.</summary>
    public IPEndPoint? Local { get; }

    /// <summary>The peer's address, or null on a unix socket.</summary>
    public IPEndPoint? Remote { get; }

    /// <summary>The socket below.</summary>
    protected Socket Socket { get; }

    /// <summary>False where bytes at the socket during a call can only be the word that the peer closes.</summary>
    protected virtual bool SendsEarly => true;

    /// <summary>True after <see cref="Abort"/>.</summary>
    protected bool IsAborted => Volatile.Read(ref _aborted) != 0;

    /// <summary>True when a read that blocks its thread costs no more than a system call.</summary>
    public abstract bool CanBlock { get; }

    /// <summary>Reads what is there without waiting: the count, 0 at the end of the stream, or -1 when nothing is there yet.</summary>
    public abstract int TryReceive(Span<byte> destination);

    /// <summary>Blocks until something is there: the count, 0 at the end of the stream, or -1 when the time is over.</summary>
    public abstract int Receive(Span<byte> destination, int timeoutMilliseconds);

    /// <summary>Reads at least one byte, or gives 0 at the end of the stream.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> destination);

    /// <summary>Completes when the peer has closed the connection, or with false when it has sent something instead. Reads nothing.</summary>
    public virtual async ValueTask<bool> WaitForEndAsync(CancellationToken cancellationToken) =>
        await PeekAsync(cancellationToken).ConfigureAwait(false) == 0;

    /// <summary>
    /// True when the peer has closed its connection, or its process has ended. To be asked while a call runs, when nothing is to
    /// come but the end; a peer that sends its next request early has not closed.
    /// </summary>
    public bool HasPeerClosed()
    {
        try
        {
            return IsAborted || (Socket.Poll(0, SelectMode.SelectRead) && (!SendsEarly || Socket.Available == 0));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return true; // it broke, or was aborted at this moment
        }
    }

    /// <summary>Waits for bytes of the socket itself and leaves them there: 0 at the end of the stream.</summary>
    /// <remarks>A read of no bytes would also complete on the system's late word of bytes that were read before.</remarks>
    protected ValueTask<int> PeekAsync(CancellationToken cancellationToken) =>
        Socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellationToken);

    /// <summary>Writes everything, blocking while the peer does not read.</summary>
    public abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Writes everything.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>True when a connection that is idle after a call has something to read: that means the peer closed it.</summary>
    /// <remarks>
    /// Over TLS too: what a server sends beside answers, session tickets, comes before the first of them. Where that is not so,
    /// a healthy connection is opened anew, which costs time only.
    /// </remarks>
    public bool IsStale() => IsAborted || Socket.Poll(0, SelectMode.SelectRead);

    /// <summary>True when the connection is known to be over while a call runs: it was aborted here, or the peer closed it.</summary>
    public bool HasEnded()
    {
        try
        {
            return IsAborted || IsClosedByPeer();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Readable without a byte to read means the end.</summary>
    protected virtual bool IsClosedByPeer() => Socket.Poll(0, SelectMode.SelectRead) && Socket.Available == 0;

    /// <summary>Says that nothing more will be written, so that the peer can read to the end.</summary>
    public void ShutdownSend() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection now, for both directions. Idempotent.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) != 0)
        {
            return;
        }

        try
        {
            // Wakes a thread that waits for bytes; disposing alone would not.
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster: the connection is down already, which is what was asked for.
        }

        Release();
        Socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Abort();

    /// <summary>An IPv4 address that arrived at a dual-mode socket, as the IPv4 address that it is.</summary>
    public static IPEndPoint? Unmapped(EndPoint? endPoint) => endPoint is IPEndPoint ip
        ? ip.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(ip.Address.MapToIPv4(), ip.Port) : ip
        : null;

    /// <summary>Gives up what is above the socket, once.</summary>
    protected virtual void Release()
    {
    }
}
