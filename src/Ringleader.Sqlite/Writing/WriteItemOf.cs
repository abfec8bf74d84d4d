namespace Ringleader.Sqlite.Writing;

/// <summary>Something to be written that has a result.</summary>
internal sealed class WriteItemOf<T>(Func<Change, T> work) : WriteItem
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Answered => _answer.Task;

    public override void Execute(Change change) => _result = work(change);

    public override void Answer()
    {
        if (Error is null)
        {
            _answer.TrySetResult(_result);
        }
        else
        {
            _answer.TrySetException(Error);
        }
    }

    public void GiveUp(CancellationToken cancellationToken)
    {
        if (TryTake())
        {
            _answer.TrySetCanceled(cancellationToken);
        }
    }
}
