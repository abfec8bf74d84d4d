using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Commands;

/// <summary>What pausing and resuming have in common; both say what is paused afterwards.</summary>
internal abstract class JobsPausingCommand : CliCommand
{
    private readonly Option<string[]> _queues = ListOption.Create("--queue", "The jobs of these queues", "QUEUE,…");
    private readonly Option<string[]> _kinds = ListOption.Create("--kind", "The jobs of these kinds, in all queues", "KIND,…");
    private readonly Option<string[]> _schedules = ListOption.Create("--schedule", "These schedules", "NAME,…");
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    protected JobsPausingCommand(string name, string description, CliConsole console)
        : base(name, description, console)
    {
        Add(_queues);
        Add(_kinds);
        Add(_schedules);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    protected abstract Task SetQueueAsync(JobClient jobs, string queue, CancellationToken cancellationToken);

    protected abstract Task SetKindAsync(JobClient jobs, string kind, CancellationToken cancellationToken);

    protected abstract Task SetScheduleAsync(JobClient jobs, string schedule, CancellationToken cancellationToken);

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return _store.UseAsync(parsed, SetAsync, cancellationToken);

        async Task<int> SetAsync(OpenStore opened, CancellationToken token)
        {
            foreach (var queue in parsed.GetValue(_queues) ?? [])
            {
                await SetQueueAsync(opened.Jobs, queue, token).ConfigureAwait(false);
            }

            foreach (var kind in parsed.GetValue(_kinds) ?? [])
            {
                await SetKindAsync(opened.Jobs, kind, token).ConfigureAwait(false);
            }

            var schedules = parsed.GetValue(_schedules) ?? [];
            var known = schedules.Length == 0 ? [] : await opened.Jobs.ListSchedulesAsync(token).ConfigureAwait(false);
            foreach (var schedule in schedules)
            {
                if (!known.Any(one => string.Equals(one.Name, schedule, StringComparison.Ordinal)))
                {
                    throw new CommandFailedException($"There is no schedule '{schedule}' in {opened.Store.Name}.");
                }

                await SetScheduleAsync(opened.Jobs, schedule, token).ConfigureAwait(false);
            }

            await PrintAsync(await opened.Jobs.ListPausesAsync(token).ConfigureAwait(false), parsed.GetValue(_json)).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private Task PrintAsync(IReadOnlyList<PauseTarget> pauses, bool asJson) => Console.Out.WriteLineAsync(asJson
        ? new JsonArray([.. pauses.Select(PauseText.ToJson)]).ToJsonString()
        : string.Join('\n', pauses.Select(static pause => $"paused: {OneLine.Of(PauseText.Of(pause))}").DefaultIfEmpty("Nothing is paused.")));
}
