using System.Runtime.CompilerServices;
using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <summary>
/// One connection to a server, which carries one call at a time. Used by one thread at a time; only <see cref="Abort"/> may be
/// called by others.
/// </summary>
internal sealed class ClientConnection(Wire wire, ConnectionPool pool, TimeProvider clock) : IDisposable
{
    private readonly ReceiveBuffer _buffer = new();
    private ReplyParser _reply;
    private int _abortReason;
    private long _deadline = long.MaxValue;
    private int _wastedPolls;

    /// <summary>The stream below.</summary>
    public Wire Wire { get; } = wire;

    /// <summary>Where it is given back to.</summary>
    public ConnectionPool Pool { get; } = pool;

    /// <summary>Counts the work of reading answers.</summary>
    public ReplyWork Work => field ??= new ReplyWork(this, clock);

    /// <summary>Its place among the idle connections of the pool, when it has one.</summary>
    public LinkedListNode<ClientConnection> IdleNode => field ??= new LinkedListNode<ClientConnection>(this);

    /// <summary>True when it was ended from outside.</summary>
    public bool IsAborted => AbortReason != AbortReason.None;

    /// <summary>When the connection was last given back, in time stamps.</summary>
    public long IdleSince { get; set; }

    /// <summary>When the call in flight has to be over, in time stamps; <see cref="long.MaxValue"/> when there is none.</summary>
    public long Deadline
    {
        get => Volatile.Read(ref _deadline);
        set => Volatile.Write(ref _deadline, value);
    }

    /// <summary>Why the connection was aborted from outside, if it was.</summary>
    public AbortReason AbortReason => (AbortReason)Volatile.Read(ref _abortReason);

    /// <summary>True for a reply that is a result, false for an exception. Valid when a reply is complete.</summary>
    public bool Succeeded => _reply.Succeeded;

    /// <summary>The result or the exception. Valid when a reply is complete, until <see cref="EndReply"/>.</summary>
    public ReadOnlySpan<byte> Result => _reply.Result.In(_buffer.Unread);

    /// <summary>True when part of a reply has arrived.</summary>
    public bool HasPartialReply => _buffer.UnreadLength > 0;

    /// <summary>The length that was refused.</summary>
    public uint Claimed => _reply.Claimed;

    /// <summary>
    /// Polling for an answer is worth its processor time only while answers come within it: after a run of misses it is
    /// tried on one call of sixteen.
    /// </summary>
    public bool PollIsWorthwhile => _wastedPolls < 8 || (_wastedPolls & 15) == 0;

    /// <summary>Looks whether the reply is whole.</summary>
    public FrameStatus TryParse(int maxBytes)
    {
        var status = _reply.TryParse(_buffer.Unread, maxBytes);
        if (status == FrameStatus.Incomplete)
        {
            _buffer.TryAllow(_reply.Needed); // within maxBytes, and without an account always allowed
        }

        return status;
    }

    /// <summary>Reads what is there without waiting: false when nothing is.</summary>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    public bool TryReceive() => Received(Wire.TryReceive(_buffer.Free().Span));

    /// <summary>Blocks for bytes: false when the time is over.</summary>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    public bool Receive(int timeoutMilliseconds) => Received(Wire.Receive(_buffer.Free().Span, timeoutMilliseconds));

    /// <summary>Waits for bytes.</summary>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReceiveAsync() => Received(await Wire.ReceiveAsync(_buffer.Free()).ConfigureAwait(false));

    /// <summary>Counts a poll that found the answer, or one that did not.</summary>
    public void PollEnded(bool found) => _wastedPolls = found ? 0 : _wastedPolls + 1;

    /// <summary>Drops the reply that was read.</summary>
    public void EndReply()
    {
        _buffer.Consume(_reply.Length);
        _reply = default;
    }

    /// <summary>Makes the call in flight fail, and says why.</summary>
    public void Abort(AbortReason reason)
    {
        Interlocked.CompareExchange(ref _abortReason, (int)reason, (int)AbortReason.None);
        Wire.Abort();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Wire.Abort();
        _buffer.Dispose();
    }

    private bool Received(int count)
    {
        switch (count)
        {
            case < 0:
                return false;
            case 0:
                throw new EndOfStreamException("The peer closed the connection.");
            default:
                _buffer.Received(count);
                return true;
        }
    }
}
