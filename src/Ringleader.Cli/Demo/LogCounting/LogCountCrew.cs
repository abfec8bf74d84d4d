using System.Diagnostics;
using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>The processes of the scene: one desk and its workers. Disposing ends them all.</summary>
internal sealed class LogCountCrew : IAsyncDisposable
{
    private readonly List<ChildProcess> _processes = [];
    private ChildProcess? _victim;

    /// <summary>The workers, in the order of their start.</summary>
    public IEnumerable<ChildProcess> Workers => _processes.Skip(1);

    /// <summary>Starts the desk.</summary>
    /// <returns>The process, and the address that it printed.</returns>
    public async Task<(ChildProcess Desk, string Uri)> StartDeskAsync(LogCountPlan plan, CancellationToken cancellationToken)
    {
        var desk = Add("the desk", OwnProgram.Command(DemoDeskCommand.ArgumentsFor(plan)));
        var uri = await desk.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (uri is null)
        {
            await desk.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            throw new CommandFailedException(desk.Ending);
        }

        return (desk, uri);
    }

    /// <summary>Starts a .NET worker.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="uri">The desk's address.</param>
    /// <param name="stopAt">The number of the range that it stops at, to be killed there; 0 for none.</param>
    public void StartWorker(string name, string uri, int stopAt)
    {
        var worker = Add(name, OwnProgram.Command(DemoWorkerCommand.ArgumentsFor(uri, name, stopAt)));
        _victim = stopAt > 0 ? worker : _victim;
    }

    /// <summary>Starts a Ruby worker.</summary>
    public void StartRubyWorker(string name, string uri)
    {
        using var script = new StreamReader(typeof(LogCountCrew).Assembly.GetManifestResourceStream("worker.rb")!); // embedded by the project
        Add(name, RubyInterpreter.Run(script.ReadToEnd(), uri, name));
    }

    /// <summary>Waits until the victim says which range it holds, and kills it there.</summary>
    public async Task<HeldRange> KillVictimAsync(CancellationToken cancellationToken)
    {
        var victim = _victim ?? throw new InvalidOperationException("There is no victim to kill.");
        var line = await victim.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new CommandFailedException($"The worker that was to be killed was faster: {victim.Ending}");
        victim.Kill();
        await victim.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return HeldRange.Parse(line, victim.Name);
    }

    /// <summary>Waits until every worker has ended.</summary>
    public async Task<bool> WaitForWorkersAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Workers.Select(worker => worker.WaitForExitAsync(cancellationToken))).ConfigureAwait(false);
        ThrowIfOneFailed();
        return true;
    }

    /// <summary>Throws when a process is gone that should not be.</summary>
    public void ThrowIfOneFailed()
    {
        if (_processes.FirstOrDefault(process => process != _victim && process.HasFailed) is { } failed)
        {
            throw new CommandFailedException($"The scene cannot go on: {failed.Ending}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Workers first, so that none finds its desk gone.
        for (var i = _processes.Count - 1; i >= 0; i--)
        {
            await _processes[i].DisposeAsync().ConfigureAwait(false);
        }
    }

    private ChildProcess Add(string name, ProcessStartInfo command)
    {
        var process = ChildProcess.Start(name, command);
        _processes.Add(process);
        return process;
    }
}
