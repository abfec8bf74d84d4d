namespace Ringleader.Jobs;

/// <summary>The worker's lease on a job had ended, so what it wanted to record was refused.</summary>
/// <param name="message">Which job and which term.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class JobLeaseLostException(string message, Exception? innerException = null) : JobException(message, innerException);
