using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ringleader.Cli.Commands;

/// <summary>Options that are a <see cref="Duration"/>.</summary>
internal static class DurationOption
{
    /// <summary>An option; its description ends with the forms.</summary>
    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = $"{description}: {Duration.Forms}",
        HelpName = "DURATION",
        CustomParser = Parse,
    };

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
