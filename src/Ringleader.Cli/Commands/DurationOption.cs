using System.CommandLine.Parsing;

namespace Ringleader.Cli.Commands;

/// <summary>Reads an option that is a <see cref="Duration"/>.</summary>
internal static class DurationOption
{
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Duration.TryParse(text, out var duration))
        {
            return duration;
        }

        result.AddError($"'{text}' is no duration. Write it as {Duration.Forms}.");
        return null;
    }
}
