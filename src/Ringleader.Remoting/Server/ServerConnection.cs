using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Listening;
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
/// closed, as Ruby does. Only the owner of the loop touches the fields; <see cref="Abort"/>, <see cref="CloseIfIdle"/> and what
/// <see cref="IPlacedConnection"/> asks may be called by any thread.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The buffers are given back in Finish, when the loop has ended.")]
internal sealed partial class ServerConnection : IPlacedConnection
{
    /// <summary>What a reply has beside its document: the mark of success and the lengths.</summary>
    private const int ReplyOverhead = 512;

    private readonly RemoteServer _server;
    private readonly ByteAccount _account;
    private readonly ConnectionActivity _activity;
    private readonly ReceiveBuffer _received;
    private readonly RequestParser _request;
    private ByteBuffer _reply;
    private readonly IncomingCall _call;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="server">The server that accepted it.</param>
    /// <param name="wire">The stream below.</param>
    /// <param name="place">Its place, which it gives back when it is closed.</param>
    /// <param name="account">What pays for its messages, which it closes.</param>
    /// <param name="firstRequestDue">When its first whole request has to be there, in time stamps.</param>
    public ServerConnection(RemoteServer server, Wire wire, ConnectionPlace place, ByteAccount account, long firstRequestDue)
    {
        _server = server;
        Wire = wire;
        Place = place;
        _account = account;
        var options = server.Options;
        _activity = new ConnectionActivity(options, firstRequestDue);
        _received = new ReceiveBuffer(account);
        _reply = NewReply();
        _request = new RequestParser(options.Marshal.MaxBytes, options.MaxArguments);
        var address = server.AddressOf(wire);
        References = new ObjectReferences(server.Client, () => new Export(server, address), uri => server.IsAt(uri) ? server : null);
        _call = new IncomingCall(this, _request, _received, _reply);
    }

    /// <summary>The stream below.</summary>
    public Wire Wire { get; }

    /// <summary>Its place among the connections of the server.</summary>
    public ConnectionPlace Place { get; }

    /// <summary>The server that accepted it.</summary>
    public RemoteServer Server => _server;

    /// <summary>How objects travel on this connection.</summary>
    public ObjectReferences References { get; }

    /// <inheritdoc/>
    public bool HasServed => _activity.HasServed;

    /// <inheritdoc/>
    public long IdleSince => _activity.IdleSince;

    /// <summary>The peer as logs and errors name it.</summary>
    public string Peer => Wire.Remote?.ToString() ?? "unix socket";

    /// <summary>Ends when the connection is closed and its loop has left it.</summary>
    public Task Finished => _finished.Task;

    /// <summary>When the peer has to have sent or taken something, in time stamps; <see cref="long.MaxValue"/> while a call runs.</summary>
    public long Deadline => _activity.Deadline;

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
        if (_activity.TryEndIdle())
        {
            Wire.Abort();
        }
    }

    /// <inheritdoc/>
    public bool TryEndIdle() => _activity.TryEndUnused();

    /// <summary>Closes the connection now and cancels what runs on it.</summary>
    public void Abort()
    {
        Wire.Abort();
        _call.Cancel();
        _account.Dispose(); // ends a wait for bytes
    }

    private ByteBuffer NewReply() => new(
        (int)Math.Min(_server.Options.MaxReplyBytes + (long)ReplyOverhead, Array.MaxLength), _account);

    private bool TryContinueOnThread() => Wire.CanBlock && _server.Threads.TryRun(this);

    /// <summary>Looks whether a whole request is there.</summary>
    private FrameStatus Parse()
    {
        if (_received.UnreadLength == 0)
        {
            return FrameStatus.Incomplete;
        }

        var status = _request.TryParse(_received.Unread);
        return (status == FrameStatus.Incomplete ? _activity.TryReceive() : _activity.TryServe())
            ? status
            : throw new EndOfStreamException("The server is stopping, or needs the place for another connection.");
    }

    /// <summary>Allows the rest of the request that is arriving; false when there is no room for it now.</summary>
    private bool TryAllowRest() => _received.UnreadLength == 0 || _received.TryAllow(_request.Needed);

    /// <summary>Forgets the request, whose reply is complete, and starts the time for taking the reply.</summary>
    private void BeginReply()
    {
        _received.Consume(_request.Length);
        _request.Reset();
        _activity.StartSending();
    }

    /// <summary>Forgets the reply that was sent; false when the server wants to stop.</summary>
    private bool EndReply()
    {
        _call.EndReply(isSent: true);
        _reply.Clear(ByteBudget.FreeBytes);
        _activity.Rest();
        return !_server.IsStopping;
    }

    /// <summary>Answers a request that is not to be read any further; the connection is closed after that.</summary>
    private void Refuse(FrameStatus status)
    {
        var text = status switch
        {
            FrameStatus.TooLarge => $"too large packet {_request.Claimed}",
            FrameStatus.TooManyArguments => "too many arguments",
            FrameStatus.NoRoom => $"no room for a request of {_request.Needed} bytes: {Budget}",
            _ => "bad request: the argument count is not an Integer",
        };
        _server.LogRefused(Peer, text);
        ErrorReply.Write(_reply, new RemoteException("DRb::DRbConnError", text), this);
    }

    /// <summary>The limits of what is buffered, for errors.</summary>
    private string Budget =>
        $"the server holds at most {_server.Options.MaxBufferedBytesPerAddress} bytes for one address (MaxBufferedBytesPerAddress) "
        + $"and {_server.Options.MaxBufferedBytes} in all (MaxBufferedBytes), and other messages need them; try again later, or send less at a time";

    private void Finish(Exception? error)
    {
        if (error is not null && error is not (EndOfStreamException or SocketException or IOException or ObjectDisposedException))
        {
            _server.LogBroken(Peer, error);
        }

        Wire.Abort();
        _call.EndReply(isSent: false);
        _call.Cancel();
        _reply.Dispose();
        if (!_call.IsAbandoned)
        {
            _received.Dispose();
        }

        _account.Dispose();
        _server.Remove(this);
        _finished.TrySetResult();
    }
}
