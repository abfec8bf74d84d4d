using System.CommandLine;

namespace Ringleader.Cli.Jobs;

/// <summary>Options that take several values, with commas between them or by being repeated.</summary>
internal static class ListOption
{
    public static Option<string[]> Create(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = static result => [.. result.Tokens.SelectMany(static token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };
}
