using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>An attempt that has ended, and how.</summary>
internal readonly record struct EndedAttempt(JobAttempt Attempt, JobFinish Finish);
