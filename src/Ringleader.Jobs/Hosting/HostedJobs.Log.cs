using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Hosting;

/// <content>Log messages; the event ids of hosts are 9401 to 9409.</content>
internal sealed partial class HostedJobs
{
    [LoggerMessage(9401, LogLevel.Error, "The host starts without its job store '{Store}', which does not answer. Jobs run as soon as it does.")]
    private partial void LogStartsWithoutStore(string store, Exception error);

    [LoggerMessage(9402, LogLevel.Information, "The job store '{Store}' is there by now; the host's schedules are saved and its workers run.")]
    private partial void LogStoreIsThere(string store);

    [LoggerMessage(9403, LogLevel.Error, "The job store '{Store}' refuses what the host does at its start; it is tried again, in case somebody puts that right.")]
    private partial void LogStoreRefuses(string store, Exception error);
}
