using Microsoft.Extensions.Logging;

namespace Ringleader.PostgreSql.Waking;

internal sealed partial class HintListener
{
    [LoggerMessage(EventId = 11102, Level = LogLevel.Information, Message = "Hints that there is work cannot be listened for at the moment; idle workers look by themselves.")]
    private partial void LogLost(Exception error);

    [LoggerMessage(EventId = 11103, Level = LogLevel.Information, Message = "The connections go through a pooler, which does not pass hints on; idle workers look for work by themselves.")]
    private partial void LogBehindPooler();
}
