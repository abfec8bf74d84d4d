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
    private readonly TaskCompletionSource _othersWork = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The workers, in the order of their start.</summary>
    public IReadOnlyList<ChildProcess> Workers => _workers;

    /// <summary>What they have done so far.</summary>
    public IReadOnlyList<Attempt> Attempts => _journal.Attempts;

    /// <summary>Starts the processes, which wait to be told to begin.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="victim">The one that stops with files in its hands.</param>
    /// <param name="stopAt">The first of these files, from 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartAsync(IEnumerable<string> names, string victim, int stopAt, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var arguments = DemoTranscoderCommand.ArgumentsFor(store.Address, name, string.Equals(name, victim, StringComparison.Ordinal) ? stopAt : 0);
            _workers.Add(crew.Start(name, OwnProgram.Command(arguments)));
        }

        foreach (var worker in _workers)
        {
            var line = await crew.ReadLineAsync(worker, cancellationToken).ConfigureAwait(false);
            if (!string.Equals(line, DemoTranscoderCommand.Ready, StringComparison.Ordinal))
            {
                throw new CommandFailedException($"The worker '{worker.Name}' printed '{OneLine.Of(line)}' instead of '{DemoTranscoderCommand.Ready}'.");
            }
        }
    }

    /// <summary>Lets the victim begin, and waits until it stops.</summary>
    public async Task BeginAsync(ChildProcess victim, CancellationToken cancellationToken)
    {
        await victim.GiveWordAsync().ConfigureAwait(false);
        AttemptEvent said;
        do
        {
            said = AttemptEvent.Parse(await crew.ReadLineAsync(victim, cancellationToken).ConfigureAwait(false), victim.Name);
            _journal.Add(victim.Name, said);
        }
        while (said.Stage != AttemptStage.Hold);
    }

    /// <summary>Lets the others begin, and waits until one of them has a job in its hands.</summary>
    public async Task BeginOthersAsync(ChildProcess victim)
    {
        foreach (var worker in _workers.Where(worker => worker != victim))
        {
            await worker.GiveWordAsync().ConfigureAwait(false);
            _readers.Add(ReadAsync(worker));
        }

        await crew.WaitForAsync(_othersWork.Task).ConfigureAwait(false);
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

    private async Task ReadAsync(ChildProcess worker)
    {
        while (await worker.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
        {
            _journal.Add(worker.Name, AttemptEvent.Parse(line, worker.Name));
            _othersWork.TrySetResult();
        }
    }
}
