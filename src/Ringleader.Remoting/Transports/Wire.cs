using System.Net;

namespace Ringleader.Remoting.Transports;

/// <summary>
/// One byte stream to a peer. One thread reads and writes at a time; <see cref="Abort"/> may be called by any thread and makes
/// whatever is under way fail at once.
/// </summary>
internal abstract class Wire : IDisposable
{
    /// <summary>This end's address, or null on a unix socket.</summary>
    public abstract IPEndPoint? Local { get; }

    /// <summary>The peer's address, or null on a unix socket.</summary>
    public abstract IPEndPoint? Remote { get; }

    /// <summary>True when a read that blocks its thread costs no more than a system call.</summary>
    public abstract bool CanBlock { get; }

    /// <summary>Reads what is there without waiting: the count, 0 at the end of the stream, or -1 when nothing is there yet.</summary>
    public abstract int TryReceive(Span<byte> destination);

    /// <summary>Blocks until something is there: the count, 0 at the end of the stream, or -1 when the time is over.</summary>
    public abstract int Receive(Span<byte> destination, int timeoutMilliseconds);

    /// <summary>Reads at least one byte, or gives 0 at the end of the stream.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> destination);

    /// <summary>Completes when there is something to read, which includes the end of the stream, and reads nothing.</summary>
    public abstract ValueTask WaitReadableAsync(CancellationToken cancellationToken);

    /// <summary>Writes everything, blocking while the peer does not read.</summary>
    public abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Writes everything.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>True when an idle connection has something to read: in this protocol that means the peer closed it.</summary>
    public abstract bool IsStale();

    /// <summary>Says that nothing more will be written, so that the peer can read to the end.</summary>
    public abstract void ShutdownSend();

    /// <summary>Ends the connection now, for both directions. Idempotent.</summary>
    public abstract void Abort();

    /// <inheritdoc/>
    public void Dispose() => Abort();
}
