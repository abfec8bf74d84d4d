namespace Ringleader.Jobs;

/// <summary>One attempt at a job, as its handler sees it. Thread-safe.</summary>
public abstract class JobContext
{
    private protected JobContext()
    {
    }

    /// <summary>The attempt as middleware sees it; null where there is no middleware.</summary>
    internal JobExecution? Execution { get; set; }

    /// <summary>The job.</summary>
    public abstract JobId Id { get; }

    /// <summary>1 for the first attempt.</summary>
    public abstract int Attempt { get; }

    /// <summary>How many attempts there are in all.</summary>
    public abstract int MaxAttempts { get; }

    /// <summary>
    /// The fencing number of this attempt: greater than that of every earlier attempt at any job of the store. Hand it to what the work
    /// writes to, and let that refuse smaller ones.
    /// </summary>
    public abstract long Term { get; }

    /// <summary>The form of its arguments, as it was when the job was enqueued: <see cref="JobAttribute.Version"/>.</summary>
    public abstract int Version { get; }

    /// <summary>The queue it came from.</summary>
    public abstract string Queue { get; }

    /// <summary>The words that it was given.</summary>
    public abstract IReadOnlyList<string> Tags { get; }

    /// <summary>Ends when the work should: the job was cancelled, its time is up, its lease was lost, or the worker stops and has waited long enough.</summary>
    public abstract CancellationToken Stop { get; }

    /// <summary>Enqueues more jobs in the same store.</summary>
    public abstract JobClient Jobs { get; }

    /// <summary>
    /// The services of this attempt: a scope that is made when they are first asked for, and ends with the attempt.
    /// </summary>
    /// <exception cref="InvalidOperationException">The worker was made without a container.</exception>
    public abstract IServiceProvider Services { get; }

    /// <summary>Says how far the work is. Written with the next beat, or with the end if that comes first, so it may be called as often as is handy.</summary>
    /// <param name="progress">0 to 1.</param>
    /// <param name="note">A short text; kept when null.</param>
    public abstract void Report(double progress, string? note = null);

    /// <summary>What an earlier attempt, or this one, kept under a name; null when there is nothing.</summary>
    public abstract string? GetState(string name);

    /// <summary>Keeps a text for later attempts: where a long job is to go on. Stored when this returns.</summary>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="value">At most 64 KiB all together; null removes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JobLeaseLostException">Another worker holds the job by now; nothing was stored.</exception>
    public abstract ValueTask SetStateAsync(string name, string? value, CancellationToken cancellationToken = default);

    /// <summary>
    /// Marks the job as done inside a transaction of the handler's on the same database: the job has succeeded exactly if that commits.
    /// </summary>
    /// <exception cref="NotSupportedException">The store is no database, or another one.</exception>
    /// <exception cref="JobLeaseLostException">Another worker holds the job by now: roll back.</exception>
    public abstract ValueTask CompleteAsync(System.Data.Common.DbTransaction transaction, CancellationToken cancellationToken = default);
}
