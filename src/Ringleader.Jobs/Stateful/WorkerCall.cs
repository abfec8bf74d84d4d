namespace Ringleader.Jobs.Stateful;

/// <summary>One call of a method of a stateful worker, as the method sees it.</summary>
public sealed class WorkerCall
{
    internal WorkerCall(string? jobKey, JobContext? attempt, CancellationToken stop)
    {
        JobKey = jobKey;
        Attempt = attempt;
        Stop = stop;
    }

    /// <summary>What the caller will ask for the result with; null when it gave none.</summary>
    public string? JobKey { get; }

    /// <summary>The attempt at the job when the call is durable; null when it came by memory.</summary>
    public JobContext? Attempt { get; }

    /// <summary>Ends when the work should: the worker ends, the caller gave up waiting, or the job was told to stop.</summary>
    public CancellationToken Stop { get; }
}
