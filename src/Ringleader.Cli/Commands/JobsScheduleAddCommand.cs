using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs schedule add</c>: writes a schedule, or changes the one of its name.</summary>
internal sealed class JobsScheduleAddCommand : CliCommand
{
    private const string AllPrefix = "all:";
    private readonly Argument<string> _name = new("NAME") { Description = "Its name; one that is there already is changed" };
    private readonly Argument<string[]> _program = new("-- PROGRAM [ARG…]") { Description = "The program to run, in place of --kind", Arity = ArgumentArity.ZeroOrMore };
    private readonly ScheduleOptions _when = new();
    private readonly Option<string> _kind = new("--kind") { Description = "The kind of the job", HelpName = "KIND" };
    private readonly Option<string> _arguments = new("--args") { Description = "Its arguments; default {}", HelpName = "JSON" };

    private readonly Option<MissedFires> _missed = new("--missed")
    {
        Description = "What becomes of instants that no worker was there for: skip, once (the newest stands for all, the default), or all:N (the newest N)",
        HelpName = "POLICY",
        CustomParser = ParseMissed,
    };

    private readonly JobSettings _settings = new();
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsScheduleAddCommand(CliConsole console)
        : base("add", "Enqueue a job again and again", console)
    {
        Add(_name);
        Add(_program);
        _when.AddTo(this);
        Add(_kind);
        Add(_arguments);
        Add(_missed);
        _settings.AddTo(this);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader jobs schedule add digest --cron "0 7 * * MON-FRI" --zone Europe/Vienna --kind mail.digest --args '{"list": 3}'
          ringleader jobs schedule add sweep --every 10m --missed skip -- find uploads -mtime +1 -delete

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var schedule = _when.Read(parsed) ?? throw new WrongUseException("Say when: --cron EXPRESSION or --every DURATION.");
        var name = parsed.GetRequiredValue(_name);
        var job = ReadJob(parsed);
        var options = _settings.Read(parsed);
        return _store.MakeAsync(parsed, SaveAsync, cancellationToken);

        async Task<int> SaveAsync(OpenStore opened, CancellationToken token)
        {
            try
            {
                await opened.Jobs.ScheduleRawAsync(name, schedule, job.Kind, job.Arguments, missed: parsed.GetValue(_missed), options: options, cancellationToken: token).ConfigureAwait(false);
            }
            catch (ArgumentException refused)
            {
                throw WrongUseException.Of(refused);
            }

            var next = schedule.NextAfter(await opened.Store.GetTimeAsync(token).ConfigureAwait(false));
            await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                ? new JsonObject { ["name"] = name, ["schedule"] = schedule.ToString(), ["next"] = JobJson.Instant(next) }.ToJsonString()
                : OneLine.Of($"{name} fires next at {(next is { } instant ? JobText.Of(instant) : "no time")}.")).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private JobWords ReadJob(ParseResult parsed) => (JobWords.BehindDashes(parsed), parsed.GetValue(_kind), parsed.GetValue(_arguments), parsed.GetValue(_program)) switch
    {
        ({ Count: > 0 } program, null, null, var words) when words?.Length == program.Count => JobWords.OfProgram(program),
        (null, { } kind, var arguments, null or []) => JobWords.OfKind(kind, arguments),
        _ => throw new WrongUseException("Say what is to be run: either --kind, with --args where it has arguments, or a program behind --."),
    };

    private static MissedFires? ParseMissed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        switch (text)
        {
            case "skip":
                return MissedFires.Skip;
            case "once":
                return MissedFires.RunOnce;
            case var all when all.StartsWith(AllPrefix, StringComparison.Ordinal)
                && int.TryParse(all.AsSpan(AllPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count is >= 1 and <= MissedFires.LargestCount:
                return MissedFires.RunAll(count);
            default:
                result.AddError($"'{text}' says not what becomes of missed instants. Write skip, once or all:N with N up to {MissedFires.LargestCount}.");
                return null;
        }
    }
}
