using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <content>Log messages; the event ids of leases are 9221 to 9229.</content>
internal sealed partial class LeaseKeeper
{
    [LoggerMessage(9221, LogLevel.Error, "Worker {WorkerId} has lost its lease: {Why}. Its {Count} jobs are told to stop, and the worker starts anew.")]
    private partial void LogLost(long workerId, string why, int count);
}
