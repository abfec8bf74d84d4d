using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Ring.Members;

/// <content>Log messages; the event ids of the ring are 2201 to 2299.</content>
internal sealed partial class RingMember
{
    [LoggerMessage(2221, LogLevel.Warning, "The space {Space} does not answer; its calls go to the next.")]
    private partial void LogDown(ITupleSpace space, Exception error);

    [LoggerMessage(2222, LogLevel.Information, "The space {Space} answers again.")]
    private partial void LogUp(ITupleSpace space);

    [LoggerMessage(2223, LogLevel.Warning, "The space {Space} was restarted and has lost its tuples; those that have been up longer answer before it.")]
    private partial void LogRestarted(ITupleSpace space);
}
