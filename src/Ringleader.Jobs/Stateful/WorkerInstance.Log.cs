using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Stateful;

internal sealed partial class WorkerInstance
{
    [LoggerMessage(EventId = 9901, Level = LogLevel.Information, Message = "The stateful worker {Worker} has started.")]
    private partial void LogStarted(WorkerAddress worker);

    [LoggerMessage(EventId = 9902, Level = LogLevel.Error, Message = "The stateful worker {Worker} could not start; the next call of it tries again.")]
    private partial void LogNotStarted(Exception problem, WorkerAddress worker);

    [LoggerMessage(EventId = 9903, Level = LogLevel.Information, Message = "The stateful worker {Worker} has ended.")]
    private partial void LogEnded(WorkerAddress worker);

    [LoggerMessage(EventId = 9904, Level = LogLevel.Error, Message = "The stateful worker {Worker} was told {Method} with the job key {JobKey}, and failed; nobody waits for it.")]
    private partial void LogToldFailed(Exception problem, WorkerAddress worker, string method, string? jobKey);

    [LoggerMessage(EventId = 9905, Level = LogLevel.Warning, Message = "A timer of the stateful worker {Worker} failed; it runs again when it is due.")]
    private partial void LogTimerFailed(Exception problem, WorkerAddress worker);
}
