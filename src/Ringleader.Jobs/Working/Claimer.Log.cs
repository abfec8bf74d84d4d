using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <content>Log messages; the event ids of claims are 9231 to 9239.</content>
internal sealed partial class Claimer
{
    [LoggerMessage(9231, LogLevel.Information, "The answer of a claim was lost; {Count} jobs that it had brought were given back.")]
    private partial void LogReleasedUnknown(int count);
}
