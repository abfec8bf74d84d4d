using System.Diagnostics.CodeAnalysis;
using System.Collections.Concurrent;
using System.ComponentModel;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Contracts;

/// <summary>
/// A call that is being written. Used once, by one thread: write each argument in order, then call one Send method, which
/// gives the object back to its pool. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1001", Justification = "The buffer goes back to its pool in Recycle.")]
public sealed partial class OutgoingCall
{
    private const int PoolSize = 256;
    private static readonly ConcurrentBag<OutgoingCall> Pool = [];
    private static int _pooled;

    [ThreadStatic]
    private static OutgoingCall? _cached;

    private readonly ByteBuffer _frames = new();
    private MarshalWriter? _writer;
    private MarshalOptions? _writerOptions;
    private RemoteObject? _target;
    private RemoteMethod? _method;
    private PinnedObject? _block;
    private RemoteBlock? _passedOn;
    private IRemoteRoute? _route;
    private bool _ownsBlock;
    private bool _isYield;
    private bool _mayExport;

    private OutgoingCall()
    {
    }

    internal RemoteObject Target => _target ?? throw new InvalidOperationException("The call was sent already; begin a new one.");

    internal string MethodName => _method?.Name ?? "";

    internal ReadOnlySpan<byte> Frames => _frames.Written;

    internal ReadOnlyMemory<byte> FramesMemory => _frames.WrittenMemory;

    internal bool HasRoute => _route is not null;

    /// <summary>Writes the next argument.</summary>
    public void Write(bool value)
    {
        var start = FrameWriter.Begin(_frames);
        MarshalWriter.WriteBoolean(_frames, value);
        FrameWriter.End(_frames, start);
    }

    /// <summary>Writes the next argument.</summary>
    public void Write(int value) => Write((long)value);

    /// <summary>Writes the next argument.</summary>
    public void Write(long value)
    {
        var start = FrameWriter.Begin(_frames);
        MarshalWriter.WriteInt64(_frames, value);
        FrameWriter.End(_frames, start);
    }

    /// <summary>Writes the next argument.</summary>
    public void Write(double value)
    {
        var start = FrameWriter.Begin(_frames);
        MarshalWriter.WriteDouble(_frames, value);
        FrameWriter.End(_frames, start);
    }

    /// <summary>Writes the next argument.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            _frames.Append(FrameWriter.Nil);
            return;
        }

        var start = FrameWriter.Begin(_frames);
        MarshalWriter.WriteText(_frames, value);
        FrameWriter.End(_frames, start);
    }

    /// <summary>Writes the next argument, by value or by reference as its type asks.</summary>
    public void Write(object? value)
    {
        _mayExport = true;
        try
        {
            if (_isYield && value is IReadOnlyList<object?> items)
            {
                // A Proc would spread a lone Array over its parameters; DRbArray is how Ruby says not to.
                var start = FrameWriter.Begin(_frames);
                Writer.WriteDrbArray(_frames, items, Target.Endpoint.References);
                FrameWriter.End(_frames, start);
                return;
            }

            FrameWriter.WriteValue(_frames, Writer, value, Target.Endpoint.References);
        }
        catch
        {
            Recycle();
            throw;
        }
    }

    /// <summary>Writes a delegate as the next argument: a reference to a Proc that lives in this process.</summary>
    public void WriteDelegate(Delegate? value, BlockInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        Write(value is null ? null : DelegateBlocks.ToSend(value, invoker));
    }

    /// <summary>Passes a delegate as the Ruby block of this call. Null passes none.</summary>
    public void SetBlock(Delegate? block, BlockInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        if (block is not null)
        {
            PinBlock(new LocalBlock(block, invoker));
            _ownsBlock = true;
        }
    }

    /// <summary>Passes on a block that lives elsewhere as the Ruby block of this call. Null passes none.</summary>
    public void SetBlock(RemoteBlock? block) => _passedOn = block;

    internal static OutgoingCall Begin(
        RemoteObject target, RemoteMethod method, int argumentCount, bool isYield = false, IRemoteRoute? route = null)
    {
        var call = Rent();
        call._route = route;
        call._target = target;
        call._method = method;
        call._isYield = isYield && argumentCount == 1;
        call._frames.Append(target.ReferenceFrame);
        method.WriteTo(call._frames, argumentCount);
        return call;
    }

    /// <summary>Passes a block that stays reachable after the call, until the result is disposed.</summary>
    internal PinnedObject PinBlock(LocalBlock block)
    {
        _mayExport = true;
        try
        {
            var (server, address) = Target.Endpoint.Export();
            return _block = server.Pin(block, address);
        }
        catch
        {
            Recycle();
            throw;
        }
    }

    /// <summary>Passes a block that was pinned before.</summary>
    internal void SetBlock(PinnedObject block) => _block = block;

    /// <summary>Writes the last frame: the block or nil.</summary>
    internal void Seal()
    {
        if (_passedOn is not null)
        {
            FrameWriter.WriteValue(_frames, Writer, _passedOn, Target.Endpoint.References);
            return;
        }

        if (_block is null)
        {
            _frames.Append(FrameWriter.Nil);
            return;
        }

        var start = FrameWriter.Begin(_frames);
        MarshalWriter.WriteReference(_frames, _block.Address, _block.Id);
        FrameWriter.End(_frames, start);
    }

    /// <summary>Ends the call's own block and gives the object back to the pool.</summary>
    internal void Recycle()
    {
        if (_ownsBlock)
        {
            _block?.Dispose();
        }

        _frames.Clear();
        _target = null;
        _method = null;
        _route = null;
        _block = null;
        _passedOn = null;
        _ownsBlock = false;
        _isYield = false;
        _mayExport = false;
        if (_cached is null)
        {
            _cached = this;
        }
        else if (Interlocked.Increment(ref _pooled) <= PoolSize)
        {
            Pool.Add(this);
        }
        else
        {
            Interlocked.Decrement(ref _pooled);
            _frames.Dispose();
        }
    }

    private static OutgoingCall Rent()
    {
        var call = _cached;
        if (call is not null)
        {
            _cached = null;
            return call;
        }

        if (Pool.TryTake(out call))
        {
            Interlocked.Decrement(ref _pooled);
            return call;
        }

        return new OutgoingCall();
    }

    private MarshalWriter Writer
    {
        get
        {
            var options = Target.Client.Options.Marshal;
            if (_writer is null || !ReferenceEquals(_writerOptions, options))
            {
                _writer = new MarshalWriter(options);
                _writerOptions = options;
            }

            return _writer;
        }
    }
}
