using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Ringleader.Cli.Commands;

namespace Ringleader.Cli;

/// <summary>The tool as a function of its arguments and its console, so that tests need no process.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command and gives its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliConsole console, CancellationToken cancellationToken = default)
    {
        // Without response files an argument that begins with '@' is what it seems.
        var parsed = CreateRoot(console).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            await console.Error.WriteLineAsync(ParseErrors.Describe(parsed)).ConfigureAwait(false);
            return ExitCode.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(Invocation(console.Out, console), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            var (exitCode, reason) = Failure.Of(error, cancellationToken);
            await console.Error.WriteLineAsync(reason).ConfigureAwait(false);
            return exitCode;
        }
    }

    private static RootCommand CreateRoot(CliConsole console)
    {
        var root = new RootCommand("Distributed programming for .NET: processes call each other, share data, find each other and share out their work.")
        {
            new DemoCommand(console),
            new CallCommand(console),
            new RingCommand(console),
            new SpaceCommand(console),
            new JobsCommand(console),
            new DemoDeskCommand(console),
            new DemoWorkerCommand(console),
            new DemoCounterCommand(console),
            new DemoPrinterCommand(console),
            new DemoBorrowerCommand(console),
            new DemoTranscoderCommand(console),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples();
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();

        // A bare "ringleader" is no success for a script, but a person wants to see what there is.
        root.SetAction(_ =>
        {
            root.Parse(["--help"]).Invoke(Invocation(console.Error, console));
            return ExitCode.WrongUse;
        });
        return root;
    }

    private static InvocationConfiguration Invocation(TextWriter output, CliConsole console) => new()
    {
        Output = output,
        Error = console.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null, // Interruption does it
    };
}
