namespace Ringleader.Jobs;

/// <summary>How long a <see cref="UniqueKey"/> holds.</summary>
public enum UniqueScope
{
    /// <summary>Until the job begins to run: what comes then is queued behind it.</summary>
    UntilStarted,

    /// <summary>Until the job has succeeded, failed for good or was cancelled.</summary>
    UntilEnded,

    /// <summary>
    /// For a time from enqueuing, whatever becomes of the job, also when it is no longer kept: a receipt may then name a job that is gone.
    /// Discarding the job frees the key.
    /// </summary>
    Time,
}
