using System.Diagnostics.CodeAnalysis;
using System.ComponentModel;
using System.Text;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Server;

namespace Ringleader.Remoting.Contracts;

/// <summary>
/// A call from a peer, as a dispatcher sees it: arguments in, one result out. One object serves all calls of a connection,
/// one after the other. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer or a link holds nothing.")]
public sealed partial class IncomingCall
{
    private readonly ServerConnection _connection;
    private readonly RequestParser _request;
    private readonly ReceiveBuffer _received;
    private readonly RequestWork _work;
    private readonly Lock _cancellationLock = new();
    private CancellationTokenSource? _cancellation;
    private bool _isCancelled;
    private string? _methodName;
    private object?[]? _spread;
    private int _expected = -1;
    private bool _isBlockRead;
    private RemoteBlock? _block;

    internal IncomingCall(ServerConnection connection, RequestParser request, ReceiveBuffer received, ByteBuffer reply)
    {
        _connection = connection;
        _request = request;
        _received = received;
        _reply = reply;
        _work = new RequestWork(connection.Wire);
        _writer = new MarshalWriter(connection.Server.Options.Marshal);
    }

    /// <summary>The method's Ruby name in UTF-8. Valid until the dispatcher awaits.</summary>
    public ReadOnlySpan<byte> Method => Protocol.MethodName.Read(_request.Method.In(_received.Unread));

    /// <summary>How many positional arguments were sent; after <see cref="TakeKeywords"/>, without the keyword Hash.</summary>
    public int ArgumentCount { get; private set; }

    /// <summary>The block that the caller passed, or null.</summary>
    public RemoteBlock? Block
    {
        get
        {
            if (!_isBlockRead)
            {
                _isBlockRead = true;
                _block = ReadBlock();
            }

            return _block;
        }
    }

    /// <summary>Ends when the caller is gone, the call's time is over or the server stops.</summary>
    public CancellationToken CancellationToken
    {
        get
        {
            lock (_cancellationLock)
            {
                if (_cancellation is null)
                {
                    _cancellation = new CancellationTokenSource();
                    if (_isCancelled)
                    {
                        _cancellation.Cancel();
                    }
                }

                return _cancellation.Token;
            }
        }
    }

    /// <summary>True when a peer yields to a delegate here, whose break is for the peer's method and not for this call.</summary>
    internal bool IsOfBlock { get; set; }

    internal string MethodName => _methodName ??= Encoding.UTF8.GetString(Method);

    /// <summary>The name for logs, where a request may have none.</summary>
    internal string ShownName => Protocol.MethodName.TryRead(_request.Method.In(_received.Unread), out _) ? MethodName : "(no name)";

    internal bool IsTokenTaken => _cancellation is not null;

    /// <summary>True when the call was answered before its method ended, so that its buffers may still be written to.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>
    /// Raises Ruby's ArgumentError "wrong number of arguments" towards the caller unless the count is in range.
    /// A negative maximum means any number.
    /// </summary>
    public void RequireArguments(int minimum, int maximum)
    {
        if (ArgumentCount >= minimum && (maximum < 0 || ArgumentCount <= maximum))
        {
            return;
        }

        var expected = maximum < 0 ? $"{minimum}+" : minimum == maximum ? $"{minimum}" : $"{minimum}..{maximum}";
        throw new RemoteException("ArgumentError", $"wrong number of arguments (given {ArgumentCount}, expected {expected})");
    }

    /// <summary>
    /// Applies a Proc's leniency to a block call that expects a number of parameters: a single Array is spread over several,
    /// missing ones read as nil, extra ones are dropped unless a params parameter takes the rest.
    /// </summary>
    public void ExpectBlockArguments(int count, bool takesRest = false)
    {
        if ((takesRest ? count > 0 : count > 1) && ArgumentCount == 1 && Argument(0).ToObject() is object?[] items)
        {
            _spread = items;
            ArgumentCount = items.Length;
        }

        _expected = count;
    }

    /// <summary>Takes a trailing Hash with only Symbol keys off the arguments, or gives null when there is none.</summary>
    public KeywordArguments? TakeKeywords()
    {
        if (ArgumentCount == 0 || !MayBeHash(_request.Argument(ArgumentCount - 1).In(_received.Unread)))
        {
            return null;
        }

        if (Argument(ArgumentCount - 1).ToObject() is not RubyHash hash)
        {
            return null;
        }

        var keywords = new KeywordArguments();
        foreach (var (key, value) in hash)
        {
            if (key is not RubySymbol name)
            {
                return null;
            }

            keywords.Add(name.Name, value);
        }

        ArgumentCount--;
        return keywords;
    }

    /// <summary>The argument at an index from 0. Read all arguments before the first await.</summary>
    public RemoteValue Argument(int index)
    {
        if (_spread is not null)
        {
            return new RemoteValue(index < _spread.Length ? _spread[index] : null);
        }

        if (index >= ArgumentCount && _expected > index)
        {
            return new RemoteValue(null);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ArgumentCount);
        return Value(_request.Argument(index));
    }

    /// <summary>What was yielded, as one value: nil, the only argument, or an Array of all of them.</summary>
    internal RemoteValue YieldedValue()
    {
        if (ArgumentCount == 1)
        {
            return Argument(0);
        }

        var items = new object?[ArgumentCount];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Argument(i).ToObject();
        }

        return new RemoteValue(items.Length == 0 ? null : items);
    }

    internal void Reset()
    {
        IsOfBlock = false;
        _work.Reset();
        ArgumentCount = _request.ArgumentCount;
        _methodName = null;
        _spread = null;
        _expected = -1;
        _isBlockRead = false;
        _block = null;
        lock (_cancellationLock)
        {
            // Not disposed: a stop of the server may be cancelling it just now.
            _cancellation = null;
        }
    }

    internal object? ReadReceiver()
    {
        var document = _request.Reference.In(_received.Unread);
        return document is [_, _, (byte)'0'] ? null : Value(_request.Reference).ToObject();
    }

    internal void Cancel()
    {
        CancellationTokenSource? cancellation;
        lock (_cancellationLock)
        {
            _isCancelled = true;
            cancellation = _cancellation;
        }

        try
        {
            cancellation?.Cancel();
        }
        catch (AggregateException error)
        {
            // Raised by what the method registered on its token. The connection's end must not depend on it.
            _connection.Server.LogCancellationFailed(_connection.Peer, error);
        }
    }

    internal void Abandon() => IsAbandoned = true;

    private static bool MayBeHash(ReadOnlySpan<byte> document) =>
        document.Length > 3 && (document[2] is (byte)'{' || (document[2] is (byte)'I' && document[3] is (byte)'{'));

    private RemoteValue Value(Frame frame) =>
        new(frame.In(_received.Unread), _connection.Server.Options.Marshal, _connection.References, _work);

    /// <summary>
    /// A block of a server in this same process is called over the wire as well: the delegate alone would not tell how to
    /// convert its arguments.
    /// </summary>
    private RemoteBlock? ReadBlock()
    {
        var document = _request.Block.In(_received.Unread);
        return new MarshalReader(document, _connection.Server.Options.Marshal, references: null, _work).ReadDocument() switch
        {
            null => null,
            DrbReference reference => new RemoteBlock(new RemoteObject(_connection.Server.Client, reference.Uri, reference.Id)),
            var other => throw new MarshalException($"Expected a block or nil, but a '{other.GetType().Name}' arrived."),
        };
    }
}
