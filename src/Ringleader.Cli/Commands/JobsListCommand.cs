using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs list</c>: jobs that pass a filter, page by page.</summary>
internal sealed class JobsListCommand : CliCommand
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;
    private readonly StoreOption _store = new();
    private readonly Option<string[]> _ids = ListOption.Create("--id", "Only these", "ID,…");
    private readonly JobFilterOptions _filter = new();

    private readonly Option<int> _limit = new("--limit")
    {
        Description = $"How many at most, 1 to {LargestLimit}; default {DefaultLimit}",
        HelpName = "N",
        DefaultValueFactory = static _ => DefaultLimit,
    };

    private readonly Option<string> _before = new("--before") { Description = "Only jobs with a smaller number: where the last page ended", HelpName = "ID" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsListCommand(CliConsole console)
        : base("list", "List jobs, the newest first", console)
    {
        _filter.AddTo(this);
        Add(_ids);
        Add(_limit);
        Add(_before);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader jobs list
          ringleader jobs list --state failed,retry-scheduled --kind mail.welcome --younger-than 4h
          ringleader jobs list --state running --json

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var ids = parsed.GetValue(_ids) is { Length: > 0 } texts ? texts.Select(JobIds.Parse).ToArray() : null;
        var filter = _filter.Read(parsed) with { Ids = ids };
        var before = parsed.GetValue(_before) is { } text ? JobIds.Parse(text) : default(Ringleader.Jobs.JobId?);
        var limit = parsed.GetValue(_limit) is >= 1 and <= LargestLimit and var count
            ? count
            : throw new WrongUseException($"The option --limit takes 1 to {LargestLimit}.");
        return _store.UseAsync(parsed, ListAsync, cancellationToken);

        async Task<int> ListAsync(OpenStore opened, CancellationToken token)
        {
            var jobs = await opened.Jobs.ListAsync(filter, before, limit, token).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                await Console.Out.WriteLineAsync(new JsonArray([.. jobs.Select(JobJson.Of)]).ToJsonString()).ConfigureAwait(false);
                return ExitCode.Success;
            }

            var now = await opened.Store.GetTimeAsync(token).ConfigureAwait(false);
            await TextTable.PrintAsync(Console, JobText.Header, jobs.Select(job => JobText.Row(job, now))).ConfigureAwait(false);
            if (jobs.Count == limit && ids is null)
            {
                await Console.Out.WriteLineAsync($"Older ones: --before {jobs[^1].Id}").ConfigureAwait(false);
            }

            return ExitCode.Success;
        }
    }
}
