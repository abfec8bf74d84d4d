using Microsoft.Extensions.Logging;

namespace Ringleader.PostgreSql.Waking;

internal sealed partial class HintSender
{
    [LoggerMessage(EventId = 11101, Level = LogLevel.Debug, Message = "A hint that there is work could not be sent.")]
    private partial void LogNotSent(Exception error);
}
