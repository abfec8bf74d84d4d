namespace Ringleader.Jobs.Storage;

/// <summary>How an attempt ended.</summary>
/// <param name="Id">The job.</param>
/// <param name="Term">The attempt.</param>
/// <param name="Outcome">What is to become of the job.</param>
/// <param name="RetryAfter">For <see cref="JobOutcome.Retry"/>, how long from now; null otherwise.</param>
/// <param name="Result">For <see cref="JobOutcome.Succeeded"/>, JSON in UTF-8, or null for none.</param>
/// <param name="Error">For <see cref="JobOutcome.Retry"/> and <see cref="JobOutcome.Failed"/>; its instant is set by the store.</param>
/// <param name="Ran">How long the attempt ran.</param>
public sealed record JobFinish(
    JobId Id, long Term, JobOutcome Outcome, TimeSpan? RetryAfter = null, ReadOnlyMemory<byte>? Result = null, JobError? Error = null, TimeSpan Ran = default);
