using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs schedule list</c>.</summary>
internal sealed class JobsScheduleListCommand : CliCommand
{
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsScheduleListCommand(CliConsole console)
        : base("list", "List the schedules, with the last and the next instant of each", console)
    {
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader jobs schedule list --json

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return _store.UseAsync(parsed, ListAsync, cancellationToken);

        async Task<int> ListAsync(OpenStore opened, CancellationToken token)
        {
            var schedules = await opened.Jobs.ListSchedulesAsync(token).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                await Console.Out.WriteLineAsync(new JsonArray([.. schedules.Select(ToJson)]).ToJsonString()).ConfigureAwait(false);
                return ExitCode.Success;
            }

            var now = await opened.Store.GetTimeAsync(token).ConfigureAwait(false);
            await TextTable.PrintAsync(Console, ["NAME", "LAST", "NEXT", "WHEN", "MISSED", "KIND", "ARGUMENTS"], schedules.Select(schedule => Row(schedule, now))).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private static IReadOnlyList<string> Row(JobSchedule schedule, DateTimeOffset now) =>
    [
        schedule.Name,
        schedule.Last is { } last ? JobText.Distance(last, now) : "never",
        schedule.IsPaused ? "paused" : schedule.Next is { } next ? JobText.Distance(next, now) : "never",
        schedule.Text,
        schedule.Missed,
        schedule.Kind,
        schedule.Arguments,
    ];

    private static JsonNode ToJson(JobSchedule schedule) => new JsonObject
    {
        ["name"] = schedule.Name,
        ["schedule"] = schedule.Text,
        ["kind"] = schedule.Kind,
        ["queue"] = schedule.Queue,
        ["arguments"] = JsonNode.Parse(schedule.Arguments),
        ["missed"] = schedule.Missed,
        ["paused"] = schedule.IsPaused,
        ["last"] = JobJson.Instant(schedule.Last),
        ["next"] = JobJson.Instant(schedule.Next),
    };
}
