namespace Ringleader.Jobs;

/// <summary>The stored arguments of a job cannot be read as its type. Trying again is of no use, so the job is failed at once.</summary>
/// <param name="message">The kind, the version and the place in the JSON.</param>
/// <param name="innerException">What the reader said.</param>
public sealed class JobArgumentsException(string message, Exception? innerException = null) : JobException(message, innerException);
