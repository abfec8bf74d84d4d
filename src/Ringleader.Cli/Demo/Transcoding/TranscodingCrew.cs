using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>The workers of the scene, and the journal of what they say.</summary>
/// <param name="crew">Their processes, and others.</param>
/// <param name="store">Where their jobs are.</param>
/// <param name="clock">Tells when one was killed.</param>
internal sealed class TranscodingCrew(Crew crew, TranscodingStore store, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AttemptJournal _journal = new();
    private readonly List<ChildProcess> _workers = [];
    private readonly List<Task> _readers = [];

    /// <summary>The workers, in the order of their start.</summary>
    public IReadOnlyList<ChildProcess> Workers => _workers;

    /// <summary>What they have done so far.</summary>
    public IReadOnlyList<Attempt> Attempts => _journal.Attempts;

    /// <summary>Starts a worker that stops with files in its hands, and waits until it has.</summary>
    public async Task<ChildProcess> StartVictimAsync(string name, int stopAt, CancellationToken cancellationToken)
    {
        var victim = await StartAsync(name, stopAt, cancellationToken).ConfigureAwait(false);
        AttemptEvent said;
        do
        {
            said = AttemptEvent.Parse(await crew.ReadLineAsync(victim, cancellationToken).ConfigureAwait(false), name);
            _journal.Add(name, said);
        }
        while (said.Stage != AttemptStage.Hold);
        return victim;
    }

    /// <summary>Starts workers, and waits until they take jobs.</summary>
    public async Task StartAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var worker in await Task.WhenAll(names.Select(name => StartAsync(name, stopAt: 0, cancellationToken))).ConfigureAwait(false))
        {
            _readers.Add(ReadAsync(worker));
        }
    }

    /// <summary>Kills the victim.</summary>
    /// <returns>When it was gone, by the machine's steady clock.</returns>
    public async Task<TimeSpan> KillAsync(ChildProcess victim, CancellationToken cancellationToken)
    {
        await crew.KillAsync(victim, cancellationToken).ConfigureAwait(false);
        var killed = AttemptEvent.Now(clock);
        await ReadAsync(victim).ConfigureAwait(false);
        return killed;
    }

    /// <summary>Lets the workers end in order, and reads what they still say.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await crew.EndAsync(_workers, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(_readers).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // EndAsync has seen what went wrong, unless something else did before
        _stop.Dispose();
    }

    private async Task<ChildProcess> StartAsync(string name, int stopAt, CancellationToken cancellationToken)
    {
        var worker = crew.Start(name, OwnProgram.Command(DemoTranscoderCommand.ArgumentsFor(store.Address, name, stopAt)));
        _workers.Add(worker);
        var line = await crew.ReadLineAsync(worker, cancellationToken).ConfigureAwait(false);
        return string.Equals(line, DemoTranscoderCommand.Ready, StringComparison.Ordinal)
            ? worker
            : throw new CommandFailedException($"The worker '{name}' printed '{OneLine.Of(line)}' instead of '{DemoTranscoderCommand.Ready}'.");
    }

    private async Task ReadAsync(ChildProcess worker)
    {
        while (await worker.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
        {
            _journal.Add(worker.Name, AttemptEvent.Parse(line, worker.Name));
        }
    }
}
