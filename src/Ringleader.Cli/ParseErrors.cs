using System.CommandLine;

namespace Ringleader.Cli;

/// <summary>Wrong use in one line: what is wrong, and where to read what is right.</summary>
internal static class ParseErrors
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command is RootCommand ? "ringleader" : $"ringleader {command.Name}";
        return $"{OneLine.Of(Reason(parsed))} Try: {name} --help";
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
