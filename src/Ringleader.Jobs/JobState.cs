namespace Ringleader.Jobs;

/// <summary>Where a job is in its life; docs/jobs.md draws the machine.</summary>
public enum JobState
{
    /// <summary>Waits until other jobs have ended: those it comes after, those of its group, or those of its limit key.</summary>
    Waiting,

    /// <summary>Waits until its time has come.</summary>
    Scheduled,

    /// <summary>May run as soon as a worker is free, unless its queue or kind is paused or a limit is reached.</summary>
    Ready,

    /// <summary>Held by a worker under a lease.</summary>
    Running,

    /// <summary>Has failed and waits to be tried again.</summary>
    RetryScheduled,

    /// <summary>Has done its work. Kept for a while, then pruned.</summary>
    Succeeded,

    /// <summary>Has failed for good. Kept until it is retried or discarded by somebody.</summary>
    Failed,

    /// <summary>Was called off, before or while it ran.</summary>
    Cancelled,
}
