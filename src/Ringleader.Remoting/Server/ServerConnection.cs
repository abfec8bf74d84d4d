using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <summary>
/// One connection from a peer: request, reply, request, reply, never two at a time.
/// </summary>
/// <remarks>
/// The loop exists in two forms. On a thread of its own the connection blocks in the system, which is about twice as fast for
/// short calls; it leaves the thread when it is idle for a second or when a call does not finish synchronously. Otherwise it
/// awaits on the thread pool. Both share reading, dispatch and writing. An exception is answered, and then the connection is
/// closed, as Ruby does. Only the owner of the loop touches the fields; <see cref="Abort"/> and <see cref="CloseIfIdle"/> may
/// be called by any thread.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The buffers are given back in Finish, when the loop has ended.")]
internal sealed partial class ServerConnection
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Closed = 2;

    private readonly RemoteServer _server;
    private readonly ReceiveBuffer _received = new();
    private readonly RequestParser _request;
    private ByteBuffer _reply = new();
    private readonly IncomingCall _call;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _deadline;
    private int _state;

    public ServerConnection(RemoteServer server, Wire wire, string address)
    {
        _server = server;
        Wire = wire;
        var options = server.Options;
        _request = new RequestParser(options.Marshal.MaxBytes, options.MaxArguments);
        References = new ObjectReferences(server.Client, () => new Export(server, address), uri => server.IsAt(uri) ? server : null);
        _call = new IncomingCall(this, _request, _received, _reply);
        StartIdleClock();
    }

    /// <summary>The stream below.</summary>
    public Wire Wire { get; }

    /// <summary>The server that accepted it.</summary>
    public RemoteServer Server => _server;

    /// <summary>How objects travel on this connection.</summary>
    public ObjectReferences References { get; }

    /// <summary>The peer as logs and errors name it.</summary>
    public string Peer => Wire.Remote?.ToString() ?? "unix socket";

    /// <summary>Ends when the connection is closed and its loop has left it.</summary>
    public Task Finished => _finished.Task;

    /// <summary>When the peer has to have sent something, in time stamps; <see cref="long.MaxValue"/> while a call runs.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>Starts serving.</summary>
    public void Start()
    {
        if (!TryContinueOnThread())
        {
            _server.Track(Task.Run(RunOnPoolAsync));
        }
    }

    /// <summary>Closes the connection unless a call runs on it; then it closes itself after that call.</summary>
    public void CloseIfIdle()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle)
        {
            Wire.Abort();
        }
    }

    /// <summary>Closes the connection now and cancels what runs on it.</summary>
    public void Abort()
    {
        Wire.Abort();
        _call.Cancel();
    }

    private bool TryContinueOnThread() => Wire.CanBlock && _server.Threads.TryRun(this);

    /// <summary>Looks whether a whole request is there, and counts the connection as busy from its first byte on.</summary>
    private FrameStatus Parse()
    {
        if (_received.UnreadLength == 0)
        {
            return FrameStatus.Incomplete;
        }

        if (Interlocked.CompareExchange(ref _state, Busy, Idle) == Closed)
        {
            throw new EndOfStreamException("The server is stopping.");
        }

        var status = _request.TryParse(_received.Unread);
        if (status == FrameStatus.Incomplete)
        {
            StartReceiveClock();
        }
        else
        {
            Volatile.Write(ref _deadline, long.MaxValue);
        }

        return status;
    }

    /// <summary>Forgets the request that was answered; false when the server wants to stop.</summary>
    private bool EndRequest()
    {
        _received.Consume(_request.Length);
        _request.Reset();
        _reply.Clear();
        StartIdleClock();
        return Interlocked.CompareExchange(ref _state, Idle, Busy) == Busy && !_server.IsStopping;
    }

    /// <summary>Runs while no request is there, and while the peer takes a reply: one that does not read may not keep its connection.</summary>
    private void StartIdleClock() => Volatile.Write(ref _deadline, _server.Options.TimeProvider.DueAt(_server.Options.IdleTimeout));

    /// <summary>A request has one deadline from its first byte on, so a peer cannot stretch it by sending slowly.</summary>
    private void StartReceiveClock()
    {
        if (!_isReceiving)
        {
            _isReceiving = true;
            Volatile.Write(ref _deadline, _server.Options.TimeProvider.DueAt(_server.Options.ReceiveTimeout));
        }
    }

    private bool _isReceiving;

    /// <summary>Answers a request that is not to be read any further; the connection is closed after that.</summary>
    private void Refuse(FrameStatus status)
    {
        var text = status switch
        {
            FrameStatus.TooLarge => $"too large packet {_request.Claimed}",
            FrameStatus.TooManyArguments => "too many arguments",
            _ => "bad request: the argument count is not an Integer",
        };
        _server.LogRefused(Peer, text);
        ErrorReply.Write(_reply, new RemoteException("DRb::DRbConnError", text), this);
    }

    private void Finish(Exception? error)
    {
        if (error is not null && error is not (EndOfStreamException or SocketException or IOException or ObjectDisposedException))
        {
            _server.LogBroken(Peer, error);
        }

        Wire.Abort();
        _call.Cancel();
        _reply.Dispose();
        if (!_call.IsAbandoned)
        {
            _received.Dispose();
        }

        _server.Remove(this);
        _finished.TrySetResult();
    }
}
