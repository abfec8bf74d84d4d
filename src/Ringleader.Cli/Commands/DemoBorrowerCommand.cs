using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Demo.Borrowing;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Services;

namespace Ringleader.Cli.Commands;

/// <summary>The borrower of the demo scene <c>services</c>. Prints a line when it has the service, and waits to be killed.</summary>
internal sealed class DemoBorrowerCommand : DemoRoleCommand
{
    private const string CommandName = "demo-borrower";
    private readonly Option<int> _port = new("--port") { Required = true };

    public DemoBorrowerCommand(CliConsole console)
        : base(CommandName, "Borrow a service", console)
    {
        Add(_port);
    }

    /// <summary>The arguments that start it.</summary>
    public static string[] ArgumentsFor(int port) => [CommandName, "--port", port.ToString(CultureInfo.InvariantCulture)];

    /// <inheritdoc/>
    protected override async Task PlayAsync(ParseResult parsed, Lifeline lifeline)
    {
        var ring = await ServiceRing.JoinAsync(SceneServices.RingAt(parsed.GetValue(_port)), lifeline.Token).ConfigureAwait(false);
        await using (ring.ConfigureAwait(false))
        {
            var loan = await ring.BorrowAsync<IPrinter>(SceneServices.Printer, cancellationToken: lifeline.Token).ConfigureAwait(false);
            await using (loan.ConfigureAwait(false))
            {
                await SayAsync("borrowed").ConfigureAwait(false);
                await lifeline.EndAsync().ConfigureAwait(false);
            }
        }
    }
}
