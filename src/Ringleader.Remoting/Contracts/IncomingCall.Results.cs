using System.Runtime.CompilerServices;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Contracts;

/// <content>Writing the result.</content>
public sealed partial class IncomingCall
{
    private readonly ByteBuffer _reply;
    private readonly MarshalWriter _writer;

    /// <summary>Answers nil.</summary>
    public void ReturnNil()
    {
        _reply.Clear();
        _reply.Append(FrameWriter.True);
        _reply.Append(FrameWriter.Nil);
    }

    /// <summary>Answers this value.</summary>
    public void Return(bool value)
    {
        var start = BeginResult();
        MarshalWriter.WriteBoolean(_reply, value);
        FrameWriter.End(_reply, start);
    }

    /// <summary>Answers this value.</summary>
    public void Return(int value) => Return((long)value);

    /// <summary>Answers this value.</summary>
    public void Return(long value)
    {
        var start = BeginResult();
        MarshalWriter.WriteInt64(_reply, value);
        FrameWriter.End(_reply, start);
    }

    /// <summary>Answers this value.</summary>
    public void Return(double value)
    {
        var start = BeginResult();
        MarshalWriter.WriteDouble(_reply, value);
        FrameWriter.End(_reply, start);
    }

    /// <summary>Answers this value.</summary>
    public void Return(string? value)
    {
        if (value is null)
        {
            ReturnNil();
            return;
        }

        var start = BeginResult();
        MarshalWriter.WriteText(_reply, value);
        FrameWriter.End(_reply, start);
    }

    /// <summary>Answers this value, by value or by reference as its type asks.</summary>
    public void Return(object? value)
    {
        if (value is IReadOnlyList<object?> members && Method.SequenceEqual("to_ary"u8))
        {
            ReturnMembers(members);
            return;
        }

        _reply.Clear();
        _reply.Append(FrameWriter.True);
        FrameWriter.WriteValue(_reply, _writer, value, _connection.References);
    }

    /// <summary>Answers a reference to a Proc that lives here, or nil.</summary>
    public void ReturnDelegate(Delegate? value, BlockInvoker invoker) =>
        Return(value is null ? null : DelegateBlocks.ToSend(value, invoker));

    /// <summary>Answers an array whose members that live here travel by reference one by one: Ruby's rule for <c>to_ary</c>.</summary>
    internal void ReturnMembers(IReadOnlyList<object?> members)
    {
        var start = BeginResult();
        _writer.WriteDrbArray(_reply, members, _connection.References);
        FrameWriter.End(_reply, start);
    }

    /// <summary>Answers nil when the task has run.</summary>
    public ValueTask Complete(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Complete(new ValueTask(task));
    }

    /// <summary>Answers nil when the task has run.</summary>
    public ValueTask Complete(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            return AwaitAsync(task);
        }

        ReturnNil();
        return default;
    }

    /// <summary>Answers the task's result, written with <paramref name="write"/>, when it has run.</summary>
    public ValueTask Complete<T>(Task<T> task, Action<IncomingCall, T> write)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Complete(new ValueTask<T>(task), write);
    }

    /// <summary>Answers the task's result, written with <paramref name="write"/>, when it has run.</summary>
    public ValueTask Complete<T>(ValueTask<T> task, Action<IncomingCall, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (!task.IsCompletedSuccessfully)
        {
            return AwaitAsync(task, write);
        }

        write(this, task.Result);
        return default;
    }

    /// <summary>
    /// Yields each item to the caller's block and answers nil; without a block, answers all of them as one Array, within
    /// the server's limit of elements.
    /// </summary>
    public ValueTask CompleteStream<T>(IAsyncEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Block is { } block ? YieldAsync(items, block) : CollectAsync(items);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitAsync(ValueTask task)
    {
        await task.ConfigureAwait(false);
        ReturnNil();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitAsync<T>(ValueTask<T> task, Action<IncomingCall, T> write) =>
        write(this, await task.ConfigureAwait(false));

    private async ValueTask YieldAsync<T>(IAsyncEnumerable<T> items, RemoteBlock block)
    {
        await foreach (var item in items.WithCancellation(CancellationToken).ConfigureAwait(false))
        {
            await block.CallAsync<object?>([item], CancellationToken).ConfigureAwait(false);
        }

        ReturnNil();
    }

    private async ValueTask CollectAsync<T>(IAsyncEnumerable<T> items)
    {
        var limit = _connection.Server.Options.Marshal.MaxElements;
        var all = new List<object?>();
        await foreach (var item in items.WithCancellation(CancellationToken).ConfigureAwait(false))
        {
            if (all.Count == limit)
            {
                throw new InvalidOperationException($"The method gives more than {limit} items. Pass a block to get them one by one.");
            }

            all.Add(item);
        }

        Return((object)all);
    }

    private int BeginResult()
    {
        _reply.Clear();
        _reply.Append(FrameWriter.True);
        return FrameWriter.Begin(_reply);
    }
}
