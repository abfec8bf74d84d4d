using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Who takes part in the scene: one desk and its workers.</summary>
/// <param name="crew">Their processes.</param>
internal sealed class LogCountCrew(Crew crew)
{
    private ChildProcess? _victim;

    /// <summary>The workers, in the order of their start.</summary>
    public IEnumerable<ChildProcess> Workers => crew.Processes.Skip(1);

    /// <summary>Starts the desk.</summary>
    /// <returns>The process, and the address that it printed.</returns>
    public async Task<(ChildProcess Desk, string Uri)> StartDeskAsync(LogCountPlan plan, CancellationToken cancellationToken)
    {
        var desk = crew.Start("the desk", OwnProgram.Command(DemoDeskCommand.ArgumentsFor(plan)));
        return (desk, await crew.ReadLineAsync(desk, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Starts a .NET worker.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="uri">The desk's address.</param>
    /// <param name="stopAt">The number of the range that it stops at, to be killed there; 0 for none.</param>
    public void StartWorker(string name, string uri, int stopAt)
    {
        var worker = crew.Start(name, OwnProgram.Command(DemoWorkerCommand.ArgumentsFor(uri, name, stopAt)));
        _victim = stopAt > 0 ? worker : _victim;
    }

    /// <summary>Starts a Ruby worker.</summary>
    public void StartRubyWorker(string name, string uri) => crew.Start(name, RubyInterpreter.RunEmbedded("worker.rb", uri, name));

    /// <summary>Waits until the victim says which range it holds, and kills it there.</summary>
    public async Task<HeldRange> KillVictimAsync(CancellationToken cancellationToken)
    {
        var victim = _victim ?? throw new InvalidOperationException("There is no victim to kill.");
        var line = await crew.ReadLineAsync(victim, cancellationToken).ConfigureAwait(false);
        await crew.KillAsync(victim, cancellationToken).ConfigureAwait(false);
        return HeldRange.Parse(line, victim.Name);
    }
}
