using System.Net;
using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Ring;

/// <content>Log messages; the event ids of the ring are 2201 to 2299.</content>
public sealed partial class RingServer
{
    [LoggerMessage(2201, LogLevel.Information, "Answering lookups of the space at {Uri}, asked at {Addresses}.")]
    private partial void LogStarted(string uri, string addresses);

    [LoggerMessage(2202, LogLevel.Warning, "A lookup at {Address} could not be received.")]
    private partial void LogReceiveFailed(IPEndPoint address, Exception error);

    [LoggerMessage(2203, LogLevel.Warning, "The group of {Address} could not be joined after the network changed.")]
    private partial void LogJoinFailed(IPEndPoint address, Exception error);

    [LoggerMessage(2204, LogLevel.Warning, "The broadcast address {Address} could not be bound; lookups that are broadcast to it are not answered.")]
    private partial void LogBroadcastNotBound(IPAddress address, Exception error);
}
