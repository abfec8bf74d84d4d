using System.Net;
using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Ring.Serving;

/// <content>Log messages; the event ids of the ring are 2201 to 2299.</content>
internal sealed partial class RingAnswers
{
    [LoggerMessage(2211, LogLevel.Debug, "Told the asker at {Address} of the space.")]
    private partial void LogAnswered(string address);

    [LoggerMessage(2212, LogLevel.Debug, "The asker '{Host}' port {Port}, from {Sender}, could not be told of the space.")]
    private partial void LogNotAnswered(string host, int port, IPAddress sender, Exception error);

    [LoggerMessage(2213, LogLevel.Warning, "An asker from {Sender} wants '{Host}' to be called, which is another host or is not allowed.")]
    private partial void LogCallbackRefused(string host, IPAddress sender);
}
