using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Daemons;
using Ringleader.Cli.Jobs;
using Ringleader.Cli.Jobs.Programs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs work</c>: a worker that runs command jobs, the handlers of an assembly, or both.</summary>
internal sealed class JobsWorkCommand : CliCommand
{
    private readonly Option<string> _assembly = new("--assembly") { Description = "Run the handlers of this assembly; see below", HelpName = "PATH" };
    private readonly Option<bool> _commands = new("--commands") { Description = "Run the programs that command jobs name. Whoever can write to the store can run programs here then" };
    private readonly WorkerSettings _worker = new();
    private readonly Option<bool> _once = new("--once") { Description = "Run what is ready, print how many jobs that were, and end" };
    private readonly Option<bool> _daemon = new("-d", "--daemon") { Description = "Run in the background; returns when it works" };

    private readonly Option<string> _pidFile = new("--pid-file")
    {
        Description = "Where to write the process number; with -d by default jobs.pid in the user's own folder",
        HelpName = "FILE",
    };

    private readonly Option<string> _logFile = new("--log-file")
    {
        Description = "With -d: where to log; default the file of the process number, ending in .log",
        HelpName = "FILE",
    };

    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Log one JSON document per line" };

    /// <summary>The background process itself.</summary>
    private readonly Option<bool> _detached = new(DetachedProcess.Flag) { Hidden = true };

    public JobsWorkCommand(CliConsole console)
        : base("work", "Run jobs until Ctrl-C, one line of log for each", console)
    {
        Add(_assembly);
        Add(_commands);
        _worker.AddTo(this);
        Add(_once);
        Add(_daemon);
        Add(_pidFile);
        Add(_logFile);
        _store.AddTo(this);
        Add(_json);
        Add(_detached);
        SetAction(RunAsync);
    }

    /// <summary>Where a worker in the background keeps its file when it is not told.</summary>
    public static string DefaultPidFile => PidFile.DefaultPath("jobs");

    /// <inheritdoc/>
    public override string HelpText => """
        Assemblies:
          One public class of the assembly has 'public static void Configure(JobRegistry registry)' and registers its handlers
          there. If it returns an IServiceProvider, handlers and their services come out of that.

        Notes:
          The first Ctrl-C lets running jobs end, as long as --stop-timeout says, and gives the others back; the second ends at once.
          A worker that is killed leaves its programs running while another begins them again: let them heed RINGLEADER_JOB_TERM,
          which grows with each attempt, where that matters. RINGLEADER_JOB_ID and RINGLEADER_JOB_ATTEMPT are set too.
          Jobs of a kind that the worker does not know fail and are tried again later: name --queues where workers differ.

        Examples:
          ringleader jobs work --commands
          ringleader jobs work --assembly bin/Release/net10.0/Shop.dll --queues mail,reports -n 20
          ringleader jobs work --commands --once
          ringleader jobs work --commands -d --store postgres://jobs@db.example.com/shop

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_assembly) is null && !parsed.GetValue(_commands))
        {
            throw new WrongUseException("This worker could run nothing. Name your handlers with --assembly, or run the programs of command jobs with --commands.");
        }

        if (!parsed.GetValue(_daemon))
        {
            return await _store.MakeAsync(parsed, (opened, token) => WorkAsync(parsed, opened, token), cancellationToken).ConfigureAwait(false);
        }

        if (parsed.GetValue(_once))
        {
            throw new WrongUseException("The options --once and --daemon exclude each other.");
        }

        _ = _store.Read(parsed); // refused here already, and not by the process in the background
        var answer = await DetachedProcess.StartAsync(parsed.Tokens.Select(static token => token.Value), cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(answer).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private async Task<int> WorkAsync(ParseResult parsed, OpenStore opened, CancellationToken cancellationToken)
    {
        var isDetached = parsed.GetValue(_detached);
        if (isDetached)
        {
            PosixProcess.LeaveTerminal();
        }

        var path = parsed.GetValue(_pidFile) ?? (isDetached ? DefaultPidFile : null);
        using var pidFile = path is null ? null : PidFile.Create(path);
        var logFile = isDetached ? parsed.GetValue(_logFile) ?? Path.ChangeExtension(path, ".log") : null;
        var logStream = logFile is null ? null : new StreamWriter(logFile, append: true);
        await using var closing = (logStream ?? TextWriter.Null).ConfigureAwait(false);
        using var log = new WorkLog(logStream ?? Console.Out, parsed.GetValue(_json), TimeProvider.System);

        var registry = new JobRegistry();
        var services = Fill(registry, parsed);
        try
        {
            var options = OptionsOf(parsed) with { Services = services, LoggerFactory = log };
            if (!parsed.GetValue(_commands))
            {
                await WarnOfCommandsAsync(opened, options, cancellationToken).ConfigureAwait(false);
            }

            return parsed.GetValue(_once)
                ? await WorkOnceAsync(opened, registry, options, log, parsed.GetValue(_json), cancellationToken).ConfigureAwait(false)
                : await WorkOnAsync(opened, registry, options, () => SayAsync(opened, options, log, parsed.GetValue(_json), path, logFile), cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException refused)
        {
            throw WrongUseException.Of(refused);
        }
        finally
        {
            await DisposeAsync(services).ConfigureAwait(false);
        }
    }

    private IServiceProvider? Fill(JobRegistry registry, ParseResult parsed)
    {
        if (parsed.GetValue(_commands))
        {
            CommandRunner.AddTo(registry);
        }

        return parsed.GetValue(_assembly) is { } path ? JobAssembly.Configure(path, registry) : null;
    }

    /// <summary>A worker that runs commands only keeps away from the jobs of others, which it could but fail.</summary>
    private JobWorkerOptions OptionsOf(ParseResult parsed) => _worker.Read(parsed, parsed.GetValue(_assembly) is null ? [CommandJob.DefaultQueue] : []);

    /// <summary>Says once that commands wait which would fail here, if they do.</summary>
    private async Task WarnOfCommandsAsync(OpenStore opened, JobWorkerOptions options, CancellationToken cancellationToken)
    {
        var commands = new JobFilter { Kinds = [CommandJob.Kind], States = [JobState.Ready, JobState.Scheduled, JobState.RetryScheduled], Queues = options.Queues };
        if (await opened.Jobs.CountAsync(commands, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Command jobs wait in the queues of this worker ({count}), which does not run them: it fails them, and they are tried again. Add --commands, or name other --queues.")).ConfigureAwait(false);
        }
    }

    private async Task<int> WorkOnceAsync(OpenStore opened, JobRegistry registry, JobWorkerOptions options, WorkLog log, bool asJson, CancellationToken cancellationToken)
    {
        log.Begin(firstLine: null);
        var (succeeded, retried, failed, cancelled) = await JobWorker.RunUntilIdleAsync(opened.Store, registry, options, cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(asJson
            ? new JsonObject { ["succeeded"] = succeeded, ["retried"] = retried, ["failed"] = failed, ["cancelled"] = cancelled }.ToJsonString()
            : string.Create(CultureInfo.InvariantCulture, $"{succeeded} succeeded, {retried} will be tried again, {failed} failed, {cancelled} cancelled.")).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<int> WorkOnAsync(
        OpenStore opened, JobRegistry registry, JobWorkerOptions options, Func<Task> sayBegun, CancellationToken cancellationToken)
    {
        var worker = await JobWorker.StartAsync(opened.Store, registry, options, cancellationToken).ConfigureAwait(false);
        await using (worker.ConfigureAwait(false))
        {
            await sayBegun().ConfigureAwait(false);
            await worker.Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await worker.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }

    /// <summary>Says that it works: the first line, to whoever started it.</summary>
    private async Task SayAsync(OpenStore opened, JobWorkerOptions options, WorkLog log, bool asJson, string? pidFile, string? logFile)
    {
        var line = asJson
            ? new JsonObject
            {
                ["process"] = Environment.ProcessId,
                ["store"] = opened.Store.Name,
                ["slots"] = options.Slots,
                ["queues"] = JobJson.Texts(options.Queues),
                ["pid_file"] = pidFile,
                ["log_file"] = logFile,
            }.ToJsonString()
            : ToLine(opened, options, pidFile, logFile);
        if (logFile is null)
        {
            log.Begin(line);
            return;
        }

        log.Begin(firstLine: null);
        await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static string ToLine(OpenStore opened, JobWorkerOptions options, string? pidFile, string? logFile)
    {
        var queues = options.Queues.Count == 0 ? "all queues" : $"{(options.Queues.Count == 1 ? "queue" : "queues")} {string.Join(", ", options.Queues)}";
        var stop = string.Equals(pidFile, DefaultPidFile, StringComparison.Ordinal) ? "ringleader jobs stop" : $"ringleader jobs stop --pid-file {pidFile}";
        var end = logFile is null ? "Ctrl-C stops it." : $"It logs to {logFile}, and this ends it: {stop}";
        return string.Create(CultureInfo.InvariantCulture, $"Process {Environment.ProcessId} runs jobs of {opened.Store.Name}, {options.Slots} at a time, of {queues}. {end}");
    }

    private static async ValueTask DisposeAsync(IServiceProvider? services)
    {
        if (services is IAsyncDisposable container)
        {
            await container.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (services as IDisposable)?.Dispose();
        }
    }
}
