namespace Ringleader.Jobs;

/// <summary>The job whose result was asked for has failed for good.</summary>
/// <param name="id">The job.</param>
/// <param name="error">Why; null when that is not known.</param>
public sealed class JobFailedException(JobId id, JobError? error)
    : JobException($"Job '{id}' has failed: {error?.Type ?? "for a reason that is not known"}{(error is null ? "" : ": ")}{error?.Message}")
{
    /// <summary>The job.</summary>
    public JobId Id { get; } = id;

    /// <summary>The error of its last attempt, with its stack; null when that is not known.</summary>
    public JobError? Error { get; } = error;
}
