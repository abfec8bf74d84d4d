using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Expiry;

/// <content>Log messages; the event ids of the engine are 2001 to 2099.</content>
internal sealed partial class Renewals
{
    [LoggerMessage(2001, LogLevel.Warning, "The renewer of a tuple of {FieldCount} fields did not answer within {Limit}; the tuple expires.")]
    private partial void LogRenewTimedOut(int fieldCount, TimeSpan limit);

    [LoggerMessage(2002, LogLevel.Warning, "The renewer of a tuple of {FieldCount} fields raised; the tuple expires.")]
    private partial void LogRenewFailed(int fieldCount, Exception error);
}
