using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Scheduling;

/// <content>Log messages; the event ids of sweeps are 9301 to 9309.</content>
internal sealed partial class Sweeper
{
    [LoggerMessage(9301, LogLevel.Warning, "{Count} jobs of workers that are dead, or cut off, were taken back.")]
    private partial void LogRescued(int count);
}
