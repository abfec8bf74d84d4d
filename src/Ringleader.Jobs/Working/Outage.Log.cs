using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <content>Log messages; the event ids of the store's outages are 9201 to 9209.</content>
internal sealed partial class Outage
{
    [LoggerMessage(9201, LogLevel.Warning, "The job store '{Store}' does not answer as it should; it is asked again until it does.")]
    private partial void LogAway(string store, Exception error);

    [LoggerMessage(9202, LogLevel.Information, "The job store '{Store}' answers again after {Time}.")]
    private partial void LogBack(string store, TimeSpan time);
}
