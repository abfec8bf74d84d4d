namespace Ringleader.Cli.Daemons;

/// <summary>Ends a process in the background, which its pid file names.</summary>
internal static class RunningDaemon
{
    /// <summary>Asks it to stop and waits until it has.</summary>
    /// <param name="pidFile">The file.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Gives up; the process was asked all the same.</param>
    /// <returns>Its number; null when no such process runs.</returns>
    /// <exception cref="CommandFailedException">It cannot be stopped, or still runs after the time.</exception>
    public static async Task<int?> StopAsync(string pidFile, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var process = PidFile.FindProcess(pidFile);
        if (process is null)
        {
            return null;
        }

        if (!PosixProcess.Terminate(process))
        {
            throw new CommandFailedException($"Process {process.Id} cannot be stopped: it belongs to another user, or has just ended.");
        }

        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(timeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return process.Id;
        }
        catch (TimeoutException)
        {
            throw new CommandFailedException($"Process {process.Id} was told to stop, and still runs after {Duration.Format(timeout)}.");
        }
    }
}
