using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>A call from a peer, as a dispatcher sees it: arguments in, one result out. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IncomingCall
{
    /// <summary>The method's Ruby name in UTF-8. Valid until the dispatcher awaits.</summary>
    public ReadOnlySpan<byte> Method => throw new NotImplementedException();

    /// <summary>How many positional arguments were sent; after <see cref="TakeKeywords"/>, without the keyword Hash.</summary>
    public int ArgumentCount => throw new NotImplementedException();

    /// <summary>The block that the caller passed, or null.</summary>
    public RemoteBlock? Block => throw new NotImplementedException();

    /// <summary>Ends when the caller is gone, the call's time is over or the server stops.</summary>
    public CancellationToken CancellationToken => throw new NotImplementedException();

    /// <summary>
    /// Raises Ruby's ArgumentError "wrong number of arguments" towards the caller unless the count is in range.
    /// A negative maximum means any number.
    /// </summary>
    public void RequireArguments(int minimum, int maximum) => throw new NotImplementedException();

    /// <summary>
    /// Applies a Proc's leniency to a block call that expects a number of parameters: a single Array is spread over several,
    /// missing ones read as nil, extra ones are dropped.
    /// </summary>
    public void ExpectBlockArguments(int count) => throw new NotImplementedException();

    /// <summary>Takes a trailing Hash with only Symbol keys off the arguments, or gives null when there is none.</summary>
    public KeywordArguments? TakeKeywords() => throw new NotImplementedException();

    /// <summary>The argument at an index from 0. Read all arguments before the first await.</summary>
    public RemoteValue Argument(int index) => throw new NotImplementedException();

    /// <summary>Answers nil.</summary>
    public void ReturnNil() => throw new NotImplementedException();

    /// <summary>Answers this value.</summary>
    public void Return(bool value) => throw new NotImplementedException();

    /// <summary>Answers this value.</summary>
    public void Return(int value) => throw new NotImplementedException();

    /// <summary>Answers this value.</summary>
    public void Return(long value) => throw new NotImplementedException();

    /// <summary>Answers this value.</summary>
    public void Return(double value) => throw new NotImplementedException();

    /// <summary>Answers this value.</summary>
    public void Return(string? value) => throw new NotImplementedException();

    /// <summary>Answers this value, by value or by reference as its type asks.</summary>
    public void Return(object? value) => throw new NotImplementedException();

    /// <summary>Answers nil when the task has run.</summary>
    public ValueTask Complete(Task task) => throw new NotImplementedException();

    /// <summary>Answers nil when the task has run.</summary>
    public ValueTask Complete(ValueTask task) => throw new NotImplementedException();

    /// <summary>Answers the task's result, written with <paramref name="write"/>, when it has run.</summary>
    public ValueTask Complete<T>(Task<T> task, Action<IncomingCall, T> write) => throw new NotImplementedException();

    /// <summary>Answers the task's result, written with <paramref name="write"/>, when it has run.</summary>
    public ValueTask Complete<T>(ValueTask<T> task, Action<IncomingCall, T> write) => throw new NotImplementedException();

    /// <summary>
    /// Yields each item to the caller's block and answers nil; without a block, answers all of them as one Array, within
    /// the server's limit of elements.
    /// </summary>
    public ValueTask CompleteStream<T>(IAsyncEnumerable<T> items) => throw new NotImplementedException();

    /// <summary>Handles <c>on_…</c>: the caller's block becomes a handler, which is removed when the caller is gone.</summary>
    /// <param name="target">The object that has the event.</param>
    /// <param name="name">The event's C# name.</param>
    /// <param name="create">Makes a handler that forwards to the block.</param>
    /// <param name="add">Adds the handler to the event.</param>
    /// <param name="remove">Removes it again.</param>
    public ValueTask Subscribe<T>(object target, string name, Func<RemoteBlock, T> create, Action<T> add, Action<T> remove)
        where T : Delegate => throw new NotImplementedException();

    /// <summary>Handles <c>off_…</c>: removes the handler that the same block was subscribed with.</summary>
    public ValueTask Unsubscribe(object target, string name) => throw new NotImplementedException();
}
