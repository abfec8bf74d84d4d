using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Scheduling;

/// <content>Log messages; the event ids of schedules are 9311 to 9319.</content>
internal sealed partial class ScheduleFirer
{
    [LoggerMessage(9311, LogLevel.Debug, "Schedule '{Schedule}' was fired for {Instant} as job {Id}.")]
    private partial void LogFired(string schedule, DateTimeOffset instant, JobId id);

    [LoggerMessage(9312, LogLevel.Error, "Schedule '{Schedule}' could not be fired for {Instant}.")]
    private partial void LogNotFired(string schedule, DateTimeOffset instant, Exception error);

    [LoggerMessage(9313, LogLevel.Error, "Schedule '{Schedule}' cannot be fired by this node. {Problem}")]
    private partial void LogUnreadable(string schedule, string problem);
}
