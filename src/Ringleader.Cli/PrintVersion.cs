using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ringleader.Cli;

/// <summary>Prints the version of the tool, also when it runs inside another program.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"ringleader {typeof(PrintVersion).Assembly.GetName().Version?.ToString(3)}");
        return ExitCode.Success;
    }
}
