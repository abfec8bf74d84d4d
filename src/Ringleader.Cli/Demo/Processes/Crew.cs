using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>The processes of a scene. One that fails ends every wait with its reason; disposing ends them all.</summary>
/// <param name="clock">Times the waits.</param>
/// <param name="patience">How long nothing may happen.</param>
internal sealed class Crew(TimeProvider clock, TimeSpan patience) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly List<ChildProcess> _processes = [];
    private readonly HashSet<ChildProcess> _killed = [];

    /// <summary>All that were started, in that order.</summary>
    public IReadOnlyList<ChildProcess> Processes => _processes;

    /// <summary>Starts a process.</summary>
    public ChildProcess Start(string name, ProcessStartInfo command)
    {
        var process = ChildProcess.Start(name, command);
        _processes.Add(process);
        return process;
    }

    /// <summary>Waits for the next line of a process.</summary>
    /// <exception cref="CommandFailedException">It ended without one, another process failed, or nothing happened for too long.</exception>
    public async Task<string> ReadLineAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        if (await WaitForAsync(process.ReadLineAsync(cancellationToken).AsTask()).ConfigureAwait(false) is { } line)
        {
            return line;
        }

        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        throw new CommandFailedException(process.Ending);
    }

    /// <summary>Kills a process, as part of the play: its end is no failure.</summary>
    public async Task KillAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        _killed.Add(process);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks processes to end by themselves, and waits until they have.</summary>
    /// <exception cref="CommandFailedException">A process failed, or nothing happened for too long.</exception>
    public async Task EndAsync(IReadOnlyList<ChildProcess> processes, CancellationToken cancellationToken)
    {
        foreach (var process in processes.Except(_killed))
        {
            process.EndInput();
        }

        await WaitForExitAsync(processes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until processes have ended by themselves.</summary>
    /// <exception cref="CommandFailedException">A process failed, or nothing happened for too long.</exception>
    public async Task WaitForExitAsync(IEnumerable<ChildProcess> processes, CancellationToken cancellationToken)
    {
        await WaitForAsync(Task.WhenAll(processes.Except(_killed).Select(process => process.WaitForExitAsync(cancellationToken)))).ConfigureAwait(false);
        ThrowIfOneFailed();
    }

    /// <summary>Waits for something that the crew does.</summary>
    /// <exception cref="CommandFailedException">A process failed, or nothing happened for too long.</exception>
    public async Task<T> WaitForAsync<T>(Task<T> task)
    {
        await WaitForAsync((Task)task).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="WaitForAsync{T}"/>
    public async Task WaitForAsync(Task task)
    {
        var start = clock.GetTimestamp();
        while (await Task.WhenAny(task, Task.Delay(Interval, clock)).ConfigureAwait(false) != task)
        {
            ThrowIfOneFailed();
            ThrowIfLate(start);
        }

        await task.ConfigureAwait(false);
    }

    /// <summary>Counts what the crew has done, and shows it, until all is.</summary>
    /// <exception cref="CommandFailedException">A process failed, or nothing happened for too long.</exception>
    public async Task FollowAsync(int total, Func<CancellationToken, Task<int>> countDone, Action<int> show, CancellationToken cancellationToken)
    {
        var lastDone = -1;
        var lastChange = clock.GetTimestamp();
        while (true)
        {
            ThrowIfOneFailed();
            var done = await countDone(cancellationToken).ConfigureAwait(false);
            show(done);
            if (done == total)
            {
                return;
            }

            lastChange = done != lastDone ? clock.GetTimestamp() : lastChange;
            lastDone = done;
            ThrowIfLate(lastChange);
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The last ones first, so that none finds its server gone.
        for (var i = _processes.Count - 1; i >= 0; i--)
        {
            await _processes[i].DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Throws when a process is gone that should not be.</summary>
    private void ThrowIfOneFailed()
    {
        if (_processes.FirstOrDefault(process => !_killed.Contains(process) && process.HasFailed) is { } failed)
        {
            throw new CommandFailedException($"The scene cannot go on: {failed.Ending}");
        }
    }

    /// <summary>Throws when nothing has happened for too long.</summary>
    private void ThrowIfLate(long since)
    {
        if (clock.GetElapsedTime(since) > patience)
        {
            throw new CommandFailedException($"Nothing has happened for {Duration.Format(patience)}, so the scene was ended.");
        }
    }
}
