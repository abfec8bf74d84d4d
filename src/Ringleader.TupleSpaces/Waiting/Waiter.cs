using System.Threading.Tasks.Sources;
using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Waiting;

/// <summary>
/// A call that waits for a tuple. Under the space's lock it is settled once, by a writer, its time-out, its cancellation or the end of
/// the space; its caller goes on when the lock is free.
/// </summary>
/// <remarks>Not pooled: it is one object for a call that waits anyhow, and late cancellations can never hit another call.</remarks>
internal sealed class Waiter : Registration, IValueTaskSource<SpaceTuple?>, IValueTaskSource<ITakenTuple?>
{
    private readonly TupleSpace _space;
    private ManualResetValueTaskSourceCore<object?> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private object? _result;
    private Exception? _error;

    /// <param name="space">Where it waits.</param>
    /// <param name="template">For what.</param>
    /// <param name="kind">What it does then.</param>
    /// <param name="dueAt">When it gives up.</param>
    public Waiter(TupleSpace space, Template template, WaitKind kind, TimeSpan dueAt)
        : base(template)
    {
        _space = space;
        Kind = kind;
        DueAt = dueAt;
    }

    public WaitKind Kind { get; }

    /// <summary>What <see cref="WaitKind.Replace"/> writes.</summary>
    public (SpaceTuple Tuple, Grant Grant) Replacement { get; init; }

    public bool IsSettled { get; private set; }

    public ValueTask<T> AsTask<T>()
        where T : class? =>
        new((IValueTaskSource<T>)(object)this, _source.Version);

    /// <summary>Settles it; the caller adds it to the aftermath. Under the lock.</summary>
    public void Settle(object? result, Exception? error = null)
    {
        IsSettled = true;
        (_result, _error) = (result, error);
    }

    /// <summary>Listens to the token of the call. Not under the lock, because a token that is cancelled already calls back at once.</summary>
    public void ListenTo(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (waiter, token) => ((Waiter)waiter!)._space.Cancel((Waiter)waiter, new OperationCanceledException(token)), this);
        if (!_space.TryKeep(this, registration))
        {
            registration.Unregister();
        }
    }

    /// <summary>Remembers the registration. Under the lock, while it is not settled.</summary>
    public void Keep(CancellationTokenRegistration registration) => _cancellation = registration;

    internal override void OnDue(ref Aftermath aftermath) => _space.Expire(this, ref aftermath);

    internal override void Run()
    {
        _cancellation.Unregister();
        if (_error is null)
        {
            _source.SetResult(_result);
        }
        else
        {
            _source.SetException(_error);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<SpaceTuple?>.GetStatus(short token) => _source.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<ITakenTuple?>.GetStatus(short token) => _source.GetStatus(token);

    SpaceTuple? IValueTaskSource<SpaceTuple?>.GetResult(short token) => (SpaceTuple?)_source.GetResult(token);

    ITakenTuple? IValueTaskSource<ITakenTuple?>.GetResult(short token) => (ITakenTuple?)_source.GetResult(token);

    void IValueTaskSource<SpaceTuple?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<ITakenTuple?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
