using System.CommandLine;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Commands;

/// <summary>A process of a scene: hidden from the help, started by <c>demo</c>, and over at the latest when its standard input ends.</summary>
internal abstract class DemoRoleCommand : CliCommand
{
    protected DemoRoleCommand(string name, string description, CliConsole console)
        : base(name, $"{description} (started by demo)", console)
    {
        Hidden = true;
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => "";

    /// <summary>Plays the role until it is done or the lifeline ends.</summary>
    protected abstract Task PlayAsync(ParseResult parsed, Lifeline lifeline);

    /// <summary>Tells the scene something, at once.</summary>
    protected async Task SayAsync(string line)
    {
        await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var lifeline = new Lifeline(Console.OpenInput(), cancellationToken);
        await using (lifeline.ConfigureAwait(false))
        {
            await PlayAsync(parsed, lifeline).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
