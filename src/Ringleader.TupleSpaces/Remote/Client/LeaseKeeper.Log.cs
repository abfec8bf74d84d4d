using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Remote.Client;

internal sealed partial class LeaseKeeper
{
    [LoggerMessage(2101, LogLevel.Warning, "{Count} leases on taken tuples could not be renewed; trying again while they last")]
    private partial void LogNotRenewed(int count, Exception error);

    [LoggerMessage(2102, LogLevel.Error, "The lease on a taken tuple is lost: the tuple goes back to its space and may be taken by another")]
    private partial void LogLost();

    [LoggerMessage(2103, LogLevel.Debug, "A taken tuple could not be given back; it goes back when its lease runs out")]
    private partial void LogNotReturned(Exception error);

    [LoggerMessage(2104, LogLevel.Debug, "The answer to a commit or return was lost; repeating it")]
    private partial void LogRepeating(Exception error);
}
