using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Daemons;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Cli.Rings;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader ring serve</c>: a tuple space with a ring server in front, in this process or behind the scenes.</summary>
internal sealed class RingServeCommand : CliCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long a switch waits for a server that is too busy to take it.</summary>
    private static readonly TimeSpan SwitchLifetime = TimeSpan.FromSeconds(60);

    private readonly Option<string[]> _bind = new("--bind")
    {
        Description = "Where to answer: an IP address, with the broadcasts of its network, or a multicast group; repeat it for more. The space listens at the first that is "
            + "neither a group nor loopback. Default 127.0.0.1, which serves this machine only",
        HelpName = "ADDR",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int> _port = RingPortOption.Create("The UDP port; 0 for a free one");
    private readonly Option<string> _name = new("--name") { Description = "What the ring is called, to choose among several", HelpName = "NAME" };
    private readonly Option<int?> _maxAnswers = new("--max-answers")
    {
        Description = "Answers per second that one host may cause without taking them, 20 times as many at once; those that are taken do not count. "
            + $"Default {RingServerOptions.Default.MaxAnswersPerSecond}",
        HelpName = "N",
    };

    private readonly Option<bool> _daemon = new("-d", "--daemon") { Description = "Run in the background; returns when it answers" };
    private readonly Option<bool> _verbose = new("-v", "--verbose") { Description = "Log each registration, and each that goes" };

    private readonly Option<string> _pidFile = new("--pid-file")
    {
        Description = "Where to write the process number; with -d by default a file by the port in the user's own folder",
        HelpName = "FILE",
    };

    private readonly Option<string> _logFile = new("--log-file")
    {
        Description = "With -d: where to log; default the file of the process number, ending in .log",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the address, and the log, as one JSON document per line" };

    private readonly Option<bool?> _setVerbose = new("--set-verbose")
    {
        Description = "Serve nothing, but switch the log of the ring servers that run, Ruby's ring_server too",
        HelpName = "BOOL",
    };

    private readonly RingOptions _ring = new();
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("--timeout", $"With --set-verbose: how long to look, default {Duration.Format(DefaultTimeout)}");

    /// <summary>The background process itself.</summary>
    private readonly Option<bool> _detached = new(DetachedProcess.Flag) { Hidden = true };

    /// <summary>Ends with standard input, as the processes of the demo do.</summary>
    private readonly Option<bool> _untilInputEnds = new("--until-input-ends") { Hidden = true };

    public RingServeCommand(CliConsole console)
        : base("serve", "Run a ring server with a tuple space", console)
    {
        Add(_bind);
        Add(_port);
        Add(_name);
        Add(_maxAnswers);
        Add(_daemon);
        Add(_verbose);
        Add(_pidFile);
        Add(_logFile);
        Add(_json);
        Add(_setVerbose);
        _ring.AddTo(this);
        Add(_timeout);
        Add(_detached);
        Add(_untilInputEnds);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          Clients are those of Ringleader and Ruby's Rinda::RingFinger. Nothing is asked of them: whoever can reach a ring server
          can register and take away, so open it (--bind 0.0.0.0) to networks that you trust.

        Examples:
          ringleader ring serve -v
          ringleader ring serve --bind 192.168.1.5 --bind 127.0.0.1 -d
          ringleader ring serve --set-verbose true

        """;

    /// <summary>The arguments that start a server on loopback which prints JSON and ends with its standard input.</summary>
    public static string[] ArgumentsFor(int port) =>
        ["ring", "serve", "--port", $"{port}", "--json", "--until-input-ends"];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_setVerbose) is { } isOn)
        {
            return await SwitchAsync(parsed, isOn, cancellationToken).ConfigureAwait(false);
        }

        if (_ring.IsGiven(parsed) || parsed.GetValue(_timeout) is not null)
        {
            throw new WrongUseException("The options --ring and --timeout go with --set-verbose. A server listens where --bind says.");
        }

        if (parsed.GetValue(_daemon))
        {
            var answer = await DetachedProcess.StartAsync(parsed.Tokens.Select(static token => token.Value), cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(answer).ConfigureAwait(false);
            return ExitCode.Success;
        }

        var lifeline = new Lifeline(parsed.GetValue(_untilInputEnds) ? Console.OpenInput() : null, cancellationToken);
        await using (lifeline.ConfigureAwait(false))
        {
            var ring = await ServedRing.StartAsync(parsed.GetValue(_bind) ?? [], parsed.GetValue(_port), parsed.GetValue(_name), parsed.GetValue(_maxAnswers), cancellationToken).ConfigureAwait(false);
            await using (ring.ConfigureAwait(false))
            {
                await ServeAsync(parsed, ring, lifeline).ConfigureAwait(false);
            }
        }

        return ExitCode.Success;
    }

    /// <summary>Says where the ring is, and logs until the end.</summary>
    private async Task ServeAsync(ParseResult parsed, ServedRing ring, Lifeline lifeline)
    {
        var isDetached = parsed.GetValue(_detached);
        if (isDetached)
        {
            PosixProcess.LeaveTerminal();
        }

        var path = parsed.GetValue(_pidFile) ?? (isDetached ? RingPidFile.DefaultPath(ring.Port) : null);
        using var pidFile = path is null ? null : PidFile.Create(path);
        var logFile = isDetached ? parsed.GetValue(_logFile) ?? Path.ChangeExtension(path, ".log") : null;
        var logStream = logFile is null ? null : new StreamWriter(logFile, append: true);
        await using var closing = (logStream ?? TextWriter.Null).ConfigureAwait(false);

        var log = await RegistrationLog.OpenAsync(ring, logStream ?? Console.Out, parsed.GetValue(_json), parsed.GetValue(_verbose), TimeProvider.System).ConfigureAwait(false);
        await using (log.ConfigureAwait(false))
        {
            await Console.Out.WriteLineAsync(parsed.GetValue(_json) ? ToJson(ring, path, logFile) : ToLine(ring, logFile)).ConfigureAwait(false);
            await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            log.Begin(); // the address is the first line, whoever registers meanwhile
            await lifeline.EndAsync().ConfigureAwait(false);
        }
    }

    private async Task<int> SwitchAsync(ParseResult parsed, bool isOn, CancellationToken cancellationToken)
    {
        var finder = _ring.OpenFinder(parsed, parsed.GetValue(_timeout) ?? DefaultTimeout);
        await using (finder.ConfigureAwait(false))
        {
            var count = 0;
            await foreach (var found in finder.FindAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await using var space = found.Space.ConfigureAwait(false);
                await found.Space.WriteAsync(RegistrationLog.Switch(isOn), SwitchLifetime, cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                    ? new JsonObject { ["ring"] = found.Uri, ["verbose"] = isOn }.ToJsonString()
                    : $"{(isOn ? "verbose" : "quiet")}  {found}").ConfigureAwait(false);
                count++;
            }

            return count > 0 ? ExitCode.Success : throw new CommandFailedException("No ring server answered. Name one with --ring, or wait longer with --timeout.");
        }
    }

    private static string ToLine(ServedRing ring, string? logFile)
    {
        var reach = ring.IsLocal ? "from this machine only; open it with --bind ADDR" : "from the network";
        var log = logFile is null ? "" : $", logs to {logFile}";
        return $"Process {Environment.ProcessId} serves {ring.Uri}, found at UDP port {ring.Port} ({reach}){log}.";
    }

    private static string ToJson(ServedRing ring, string? pidFile, string? logFile) => new JsonObject
    {
        ["uri"] = ring.Uri,
        ["port"] = ring.Port,
        ["local"] = ring.IsLocal,
        ["process"] = Environment.ProcessId,
        ["pid_file"] = pidFile,
        ["log_file"] = logFile,
    }.ToJsonString();
}
