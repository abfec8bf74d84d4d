namespace Ringleader.Jobs;

/// <summary>How a store in memory behaves. Immutable.</summary>
public sealed record InMemoryJobStoreOptions
{
    /// <summary>How long jobs that have ended are kept.</summary>
    public JobRetention Retention { get; init; } = JobRetention.Default;

    /// <summary>
    /// How many succeeded, and how many cancelled jobs are kept at most, the newest of each; 0 or more, 10,000 by default. Jobs that were
    /// enqueued with a time of their own to keep their result are kept for that time.
    /// </summary>
    public int KeepAtMost { get; init; } = 10_000;
}
