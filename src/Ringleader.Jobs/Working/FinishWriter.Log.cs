using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <content>Log messages; the event ids of finishes are 9211 to 9219.</content>
internal sealed partial class FinishWriter
{
    [LoggerMessage(9211, LogLevel.Warning, "Job {Id} '{Kind}' ended as {Outcome}, but is not held under term {Term} any more: it was given to another worker, or this was stored before and the answer lost.")]
    private partial void LogRefused(JobId id, string kind, long term, JobOutcome outcome);

    [LoggerMessage(9212, LogLevel.Error, "The store refused the result or error of job {Id} '{Kind}', which ended as {Outcome}; only the outcome is stored.")]
    private partial void LogNotWritable(JobId id, string kind, JobOutcome outcome, Exception error);

    [LoggerMessage(9214, LogLevel.Error, "The store refused the last progress of {Count} jobs that ended; it is not stored.")]
    private partial void LogReportsLost(int count, Exception error);

    [LoggerMessage(9213, LogLevel.Warning, "The worker stops without having told the store how {Count} jobs ended; they run again.")]
    private partial void LogDropped(int count, Exception error);
}
