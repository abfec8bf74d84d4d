using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Demo.Borrowing;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Services;

namespace Ringleader.Cli.Commands;

/// <summary>The .NET service of the demo scene <c>services</c>. Prints a line when it is registered, and serves.</summary>
internal sealed class DemoPrinterCommand : DemoRoleCommand
{
    private const string CommandName = "demo-printer";
    private readonly Option<int> _port = new("--port") { Required = true };

    public DemoPrinterCommand(CliConsole console)
        : base(CommandName, "Offer a service", console)
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
            await ring.OfferAsync<IPrinter>(SceneServices.Printer, new Printer(), cancellationToken: lifeline.Token).ConfigureAwait(false);
            await SayAsync("offered").ConfigureAwait(false);
            await lifeline.EndAsync().ConfigureAwait(false);
        }
    }
}
