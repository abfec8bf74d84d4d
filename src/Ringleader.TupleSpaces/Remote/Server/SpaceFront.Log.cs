using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Remote.Server;

internal sealed partial class SpaceFront
{
    [LoggerMessage(2041, LogLevel.Warning, "A tuple that this process wrote cannot be sent to peers and was left out of an answer: {Tuple}")]
    private partial void LogNotSendable(SpaceTuple tuple);
}
