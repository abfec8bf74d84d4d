using Microsoft.Extensions.Logging;

namespace Ringleader.Remoting;

/// <content>Log messages; the event ids of this part are 1001 to 1999.</content>
public sealed partial class RemoteServer
{
    [LoggerMessage(1001, LogLevel.Information, "Serving at {Uri}.")]
    private partial void LogStarted(string uri);

    [LoggerMessage(1002, LogLevel.Information, "Stopped serving at {Uri}.")]
    private partial void LogStopped(string uri);

    [LoggerMessage(1003, LogLevel.Warning, "The stop of {Uri} did not wait for {Count} connections whose calls were still running.")]
    private partial void LogStopTimedOut(string uri, int count);

    [LoggerMessage(1004, LogLevel.Warning, "Refused {Peer}: {Reason}.")]
    internal partial void LogRefused(string peer, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "A connection to {Uri} could not be accepted.")]
    internal partial void LogAcceptFailed(string uri, Exception error);

    [LoggerMessage(1006, LogLevel.Debug, "The call of {Method} by {Peer} raised.")]
    internal partial void LogRaised(string peer, string method, Exception error);

    [LoggerMessage(1007, LogLevel.Error, "The connection of {Peer} ended by an error.")]
    internal partial void LogBroken(string peer, Exception error);

    [LoggerMessage(1008, LogLevel.Error, "A call that was no longer waited for ended by an error.")]
    private partial void LogAbandonedCallFailed(Exception error);

    [LoggerMessage(1009, LogLevel.Error, "What a method wanted done at the end of its call by {Peer} raised an error.")]
    internal partial void LogCancellationFailed(string peer, Exception error);

    [LoggerMessage(1010, LogLevel.Warning, "Closed the connection of {Peer} to make room for {Newcomer}.")]
    internal partial void LogDisplaced(string peer, string newcomer);
}
