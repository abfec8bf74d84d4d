using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs.Programs;

/// <summary>
/// Runs command jobs. Standard input is empty; the end of standard output is the result; exit codes other than 0 are failures, with the
/// end of standard error. When the attempt has to stop, the program and all that it started are killed.
/// </summary>
internal static class CommandRunner
{
    /// <summary>How much of standard output is kept.</summary>
    public const int ResultSize = 64 * 1024;

    private const int ErrorSize = 4 * 1024;

    /// <summary>How long output is waited for after the program has ended: something that it left behind may hold the stream open.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Lets a registry enqueue such jobs, with what holds for them by default.</summary>
    public static JobRegistry Know(JobRegistry registry) => registry.UseJson(CommandJobJson.Default).AddJob<CommandJob>();

    /// <summary>Lets a registry run such jobs.</summary>
    public static JobRegistry AddTo(JobRegistry registry) => Know(registry).AddHandler<CommandJob, string?>(RunAsync);

    private static async Task<string?> RunAsync(CommandJob job, JobContext context)
    {
        var limit = job.Limit;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        using var process = Start(job, context);
        stop.CancelAfter(limit ?? Timeout.InfiniteTimeSpan);
        var (output, errors) = (new OutputTail(ResultSize), new OutputTail(ErrorSize));
        using var reading = new CancellationTokenSource();
        var read = Task.WhenAll(
            output.ReadAsync(process.StandardOutput.BaseStream, reading.Token),
            errors.ReadAsync(process.StandardError.BaseStream, reading.Token));
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!context.Stop.IsCancellationRequested)
        {
            throw new TimeoutException($"'{job.Words[0]}' was killed: it had not ended after {job.Timeout}.", late);
        }
        finally
        {
            process.Kill(entireProcessTree: true); // does nothing when it has ended
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false); // the next attempt must not meet it
            reading.CancelAfter(LastWords);
            await read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what came is kept
        }

        return process.ExitCode == 0 ? NullIfEmpty(output.ToString()) : throw Failed(job, process.ExitCode, errors.ToString());
    }

    private static Process Start(CommandJob job, JobContext context)
    {
        var words = job.Words;
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = job.Directory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RINGLEADER_JOB_ID"] = context.Id.ToString();
        start.Environment["RINGLEADER_JOB_ATTEMPT"] = context.Attempt.ToString(CultureInfo.InvariantCulture);
        start.Environment["RINGLEADER_JOB_TERM"] = context.Term.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in job.Environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start) ?? throw new ProgramFailedException($"'{words[0]}' did not start.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception error)
        {
            throw new ProgramFailedException($"'{words[0]}' cannot be started: {error.Message}", error);
        }
    }

    private static ProgramFailedException Failed(CommandJob job, int exitCode, string errors) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"'{job.Words[0]}' ended with exit code {exitCode}{(string.IsNullOrWhiteSpace(errors) ? "." : $": {errors.Trim()}")}"));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
