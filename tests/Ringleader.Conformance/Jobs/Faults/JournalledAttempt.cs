namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>One attempt at a job, by the machine's clock.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Term">The attempt's term.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it ended, or its process did.</param>
public sealed record JournalledAttempt(long JobId, long Term, long Began, long Ended);
