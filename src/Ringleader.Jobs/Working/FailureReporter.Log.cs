using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <content>Log messages; the event ids of failure handlers are 9241 to 9249.</content>
internal sealed partial class FailureReporter
{
    [LoggerMessage(9241, LogLevel.Error, "A failure handler threw for job {Id} '{Kind}', or did not return within a minute; it is not called again for this failure.")]
    private partial void LogHandlerFailed(JobId id, string kind, Exception error);
}
