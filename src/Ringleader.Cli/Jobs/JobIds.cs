using System.Globalization;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>Numbers of jobs on the command line.</summary>
internal static class JobIds
{
    /// <exception cref="WrongUseException">The text is no number of a job.</exception>
    public static JobId Parse(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? new JobId(number)
        : throw new WrongUseException($"'{text}' is no number of a job.");
}
