using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs workers</c>: who runs jobs, and who was heard of last when.</summary>
internal sealed class JobsWorkersCommand : CliCommand
{
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsWorkersCommand(CliConsole console)
        : base("workers", "List the workers that are alive, or were lately", console)
    {
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A worker that is gone has stopped, or has not been heard of for longer than its lease. In that case its jobs are ready
          again with the next sweep of any worker that lives.

        Examples:
          ringleader jobs workers

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return _store.UseAsync(parsed, ListAsync, cancellationToken);

        async Task<int> ListAsync(OpenStore opened, CancellationToken token)
        {
            var workers = await opened.Jobs.GetWorkersAsync(token).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                await Console.Out.WriteLineAsync(new JsonArray([.. workers.Select(ToJson)]).ToJsonString()).ConfigureAwait(false);
                return ExitCode.Success;
            }

            var now = await opened.Store.GetTimeAsync(token).ConfigureAwait(false);
            await TextTable.PrintAsync(Console, ["ID", "WORKER", "STATE", "RUNNING", "QUEUES", "STARTED", "LAST BEAT"], workers.Select(worker => Row(worker, now))).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private static IReadOnlyList<string> Row(WorkerSnapshot worker, DateTimeOffset now) =>
    [
        JobText.Number(worker.WorkerId),
        worker.Name,
        NameOf(worker.State),
        string.Create(CultureInfo.InvariantCulture, $"{worker.Running}/{worker.Slots}"),
        worker.Queues.Count == 0 ? "all" : string.Join(',', worker.Queues),
        JobText.Distance(worker.StartedAt, now),
        JobText.Distance(worker.LastBeat, now),
    ];

    private static string NameOf(WorkerState state) => state switch
    {
        WorkerState.Alive => "alive",
        WorkerState.Stopped => "stopped",
        _ => "dead",
    };

    private static JsonNode ToJson(WorkerSnapshot worker) => new JsonObject
    {
        ["id"] = worker.WorkerId,
        ["name"] = worker.Name,
        ["alive"] = worker.IsAlive,
        ["state"] = NameOf(worker.State),
        ["running"] = worker.Running,
        ["slots"] = worker.Slots,
        ["queues"] = JobJson.Texts(worker.Queues),
        ["started_at"] = JobJson.Instant(worker.StartedAt),
        ["last_beat"] = JobJson.Instant(worker.LastBeat),
    };
}
