using Ringleader.TupleSpaces.Changes;

namespace Ringleader.TupleSpaces.Watching;

/// <summary>A call that waits for the next event of a watch. Settled once, under the space's lock, and woken without it.</summary>
internal sealed class WatchReader : Deferred
{
    private readonly TaskCompletionSource<TupleEvent?> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TupleEvent? _result;

    public Task<TupleEvent?> Task => _source.Task;

    public CancellationTokenRegistration Cancellation { get; set; }

    public void Settle(TupleEvent? result) => _result = result;

    public void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);

    internal override void Run()
    {
        Cancellation.Unregister();
        _source.TrySetResult(_result);
    }
}
