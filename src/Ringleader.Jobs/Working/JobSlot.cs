namespace Ringleader.Jobs.Working;

/// <summary>
/// Runs one job after the other, as long as there are any, on threads of the pool. There are as many slots as jobs may run at a time; one
/// that waits for an asynchronous handler holds no thread.
/// </summary>
internal sealed class JobSlot : IThreadPoolWorkItem
{
    /// <summary>After so many jobs on one thread others have their turn.</summary>
    private const int JobsPerTurn = 256;

    private readonly JobLine _line;
    private readonly AttemptRunner _runner;
    private readonly Action _wake;
    private JobAttempt? _attempt;

    public JobSlot(JobLine line, AttemptRunner runner)
    {
        _line = line;
        _runner = runner;
        _wake = Wake;
    }

    /// <summary>Goes on, on a thread of the pool.</summary>
    public void Wake() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        var clean = ExecutionContext.Capture();
        for (var job = 0; job < JobsPerTurn; job++)
        {
            if (!_line.TryTake(this, _attempt?.Ran, out _attempt))
            {
                return;
            }

            var run = _runner.RunAsync(_attempt);
            if (!run.IsCompleted)
            {
                run.GetAwaiter().UnsafeOnCompleted(_wake);
                return;
            }

            // What a handler left behind in asynchronous locals is not for the next one.
            if (clean is not null)
            {
                ExecutionContext.Restore(clean);
            }
        }

        Wake();
    }
}
