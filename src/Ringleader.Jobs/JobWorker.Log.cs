using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs;

/// <content>Log messages; the event ids of workers are 9001 to 9099.</content>
public sealed partial class JobWorker
{
    [LoggerMessage(9001, LogLevel.Information, "Worker '{Name}' is number {WorkerId} of '{Store}'.")]
    private partial void LogStarted(string name, long workerId, string store);

    [LoggerMessage(9002, LogLevel.Information, "Worker '{Name}', number {WorkerId}, has stopped.")]
    private partial void LogStopped(string name, long workerId);

    [LoggerMessage(9003, LogLevel.Warning, "Worker '{Name}' stops; {Count} jobs still run and are told to stop.")]
    private partial void LogTellingToStop(string name, int count);

    [LoggerMessage(9004, LogLevel.Error, "Worker '{Name}' stops; {Count} jobs did not end when they were told to. Others may run them while they go on here: have their handlers heed the stop token.")]
    private partial void LogDeaf(string name, int count);

    [LoggerMessage(9005, LogLevel.Warning, "Worker '{Name}', number {WorkerId}, could not tell the store that it stops; what it holds is taken back when its lease has ended.")]
    private partial void LogNotEnded(string name, long workerId, Exception error);
}
