using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Borrowing;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Services;

namespace Ringleader.Cli.Demo;

/// <summary>Services, .NET and Ruby, find each other by name; a borrower is killed, and then the ring server itself.</summary>
internal sealed class ServicesScene : IScene
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long it is looked at that a second borrower waits.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public string Name => "services";

    /// <inheritdoc/>
    public string Title => "services find each other by name, and stay found";

    /// <inheritdoc/>
    public string Summary =>
        "Processes offer services under a name, and this one finds and calls them without knowing an address. A service is borrowed: "
        + "who comes second waits, and gets it when the first is killed. Then the ring server is killed and started again with "
        + "nothing in its memory: the services register again by themselves.";

    /// <inheritdoc/>
    public InputKind Takes => InputKind.None;

    /// <inheritdoc/>
    public async Task<SceneResult> RunAsync(SceneContext context, CancellationToken cancellationToken)
    {
        var version = await RubyInterpreter.FindVersionAsync("rinda/ring", cancellationToken).ConfigureAwait(false);
        var report = new BorrowingReport(context.Screen);
        var crew = new Crew(context.Clock, Patience);
        await using (crew.ConfigureAwait(false))
        {
            var server = await RingProcess.StartAsync(crew, port: 0, cancellationToken).ConfigureAwait(false);
            var printer = crew.Start("the printer", OwnProgram.Command(DemoPrinterCommand.ArgumentsFor(server.Port)));
            var clock = version is null ? null : crew.Start("the clock", RubyInterpreter.RunEmbedded("clock.rb", $"{server.Port}"));
            report.ShowProcesses(server, printer, clock, version);
            var ring = await ServiceRing.JoinAsync(SceneServices.RingAt(server.Port), cancellationToken).ConfigureAwait(false);
            await using (ring.ConfigureAwait(false))
            {
                var play = new BorrowingPlay(crew, ring, context.Clock);
                await play.CallAsync(printer, clock, cancellationToken).ConfigureAwait(false);
                report.ShowCalls(play);
                await play.BorrowAsync(server.Port, Look, cancellationToken).ConfigureAwait(false);
                report.ShowLoan(play);
                await play.RestartRingAsync(server, clock is not null, cancellationToken).ConfigureAwait(false);
                report.ShowRestart(play);
                return BorrowingReport.Conclude(play, printer, clock);
            }
        }
    }
}
