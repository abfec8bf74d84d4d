namespace Ringleader.Jobs;

/// <summary>The store has no job of a number, or has it no more.</summary>
/// <param name="id">The job.</param>
public sealed class JobNotFoundException(JobId id)
    : JobException($"There is no job '{id}', or no more: it was discarded, or has ended and was not kept. Results are kept for JobOptions.KeepResult.")
{
    /// <summary>The job.</summary>
    public JobId Id { get; } = id;
}
