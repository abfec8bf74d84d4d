using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Ringleader.Cli.Commands;

/// <summary>Options that are an instant.</summary>
internal static class InstantOption
{
    private const string Forms = "2026-01-31T07:00:00Z or 2026-01-31T07:00:00+01:00";
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>An option; its description ends with the forms.</summary>
    public static Option<DateTimeOffset?> Create(string name, string description) => new(name)
    {
        Description = $"{description}: {Forms}",
        HelpName = "INSTANT",
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        result.AddError($"'{text}' is no instant. Write it as {Forms}.");
        return null;
    }
}
