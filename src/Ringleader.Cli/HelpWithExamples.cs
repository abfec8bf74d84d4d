using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Ringleader.Cli.Commands;

namespace Ringleader.Cli;

/// <summary>The usual help, followed by what the command adds to it.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const string RootExamples = """
        Begin with:
          ringleader demo
        """;

    private readonly HelpAction _help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var addition = parseResult.CommandResult.Command switch
        {
            CliCommand command => command.HelpText,
            RootCommand => RootExamples,
            _ => "",
        };
        parseResult.InvocationConfiguration.Output.WriteLine(addition);
        return ExitCode.Success;
    }
}
