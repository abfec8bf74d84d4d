using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <content>Log messages; the event ids of attempts are 9101 to 9199.</content>
internal sealed partial class AttemptRunner
{
    [LoggerMessage(9101, LogLevel.Warning, "Job {Id} '{Kind}' failed in attempt {Attempt} of {MaxAttempts}; the next is in {Delay}.")]
    private partial void LogRetry(JobId id, string kind, int attempt, int maxAttempts, TimeSpan delay, Exception error);

    [LoggerMessage(9102, LogLevel.Error, "Job {Id} '{Kind}' has failed for good in attempt {Attempt}. It is kept until it is retried or discarded.")]
    private partial void LogFailed(JobId id, string kind, int attempt, Exception error);

    [LoggerMessage(9103, LogLevel.Information, "Job {Id} '{Kind}' was broken off: {Reason}.")]
    private partial void LogBrokenOff(JobId id, string kind, StopReason reason);

    [LoggerMessage(9104, LogLevel.Warning, "The services of job {Id} '{Kind}' could not be disposed; how the job ended does not change.")]
    private partial void LogDisposeFailed(JobId id, string kind, Exception error);

    [LoggerMessage(9105, LogLevel.Debug, "Job {Id} '{Kind}' succeeded in attempt {Attempt} after {Ran}.")]
    private partial void LogSucceeded(JobId id, string kind, int attempt, TimeSpan ran);

    [LoggerMessage(9106, LogLevel.Warning, "Job {Id} '{Kind}' was told to stop ({Reason}), and its handler returned instead of throwing: it counts as succeeded.")]
    private partial void LogReturned(JobId id, string kind, StopReason reason);
}
