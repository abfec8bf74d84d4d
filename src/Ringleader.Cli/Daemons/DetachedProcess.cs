using System.Diagnostics;
using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Daemons;

/// <summary>Starts this tool again as a process that stays when the terminal and this process are gone.</summary>
internal static class DetachedProcess
{
    /// <summary>Tells the process that it is the one in the background.</summary>
    public const string Flag = "--detached";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="arguments">The command line that asked for it.</param>
    /// <param name="cancellationToken">Gives up, and ends it.</param>
    /// <returns>Its first line.</returns>
    /// <exception cref="CommandFailedException">It ended instead; the text is what it said.</exception>
    /// <exception cref="WrongUseException">The same, where the command line was wrong.</exception>
    public static async Task<string> StartAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var command = OwnProgram.Command([.. arguments.Where(static word => word is not ("-d" or "--daemon")), Flag]);
        command.RedirectStandardInput = true;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        using var process = Process.Start(command) ?? throw new CommandFailedException("The process in the background was not started.");
        process.StandardInput.Close();
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken).ConfigureAwait(false) is { } line)
            {
                return line;
            }

            var reason = (await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).TrimEnd();
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            throw process.ExitCode == ExitCode.WrongUse ? new WrongUseException(reason) : new CommandFailedException(reason);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            process.Kill();
            throw;
        }
    }
}
