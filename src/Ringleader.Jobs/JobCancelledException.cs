namespace Ringleader.Jobs;

/// <summary>The job whose result was asked for was cancelled.</summary>
/// <param name="id">The job.</param>
public sealed class JobCancelledException(JobId id)
    : JobException($"Job '{id}' was cancelled, by somebody or because a job that it comes after did not succeed, so it has no result.")
{
    /// <summary>The job.</summary>
    public JobId Id { get; } = id;
}
