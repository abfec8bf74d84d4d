using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ringleader.Cli;

/// <summary>Wrong use in one line: what is wrong, and where to read what is right.</summary>
internal static class ParseErrors
{
    public static string Describe(ParseResult parsed)
    {
        var names = Path(parsed.CommandResult).Reverse();
        return $"{OneLine.Of(Reason(parsed))} Try: {string.Join(' ', ["ringleader", .. names])} --help";
    }

    /// <summary>The commands below the root, the last one first.</summary>
    private static IEnumerable<string> Path(CommandResult result)
    {
        for (var command = result; command is { Command: not RootCommand }; command = command.Parent as CommandResult)
        {
            yield return command.Command.Name;
        }
    }

    private static string Reason(ParseResult parsed) => parsed switch
    {
        { CommandResult.Command: RootCommand, UnmatchedTokens: [var unknown, ..] } when unknown.StartsWith('-') =>
            $"There is no option '{unknown}'.",
        { CommandResult.Command: RootCommand, UnmatchedTokens: [var unknown, ..] } =>
            $"There is no command '{unknown}'.",
        _ => parsed.Errors[0].Message,
    };
}
