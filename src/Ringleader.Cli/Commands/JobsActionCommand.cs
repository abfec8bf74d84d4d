using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary>
/// What retrying, cancelling, discarding and changing have in common: jobs that are named are changed at once, jobs that a filter finds are counted
/// first and changed only with <c>--yes</c>.
/// </summary>
internal abstract class JobsActionCommand : CliCommand
{
    private readonly Argument<string[]> _ids = new("ID") { Description = "The numbers of the jobs", Arity = ArgumentArity.ZeroOrMore };
    private readonly JobFilterOptions _filter = new();
    private readonly Option<bool> _all = new("--all") { Description = "All jobs for which it makes sense" };
    private readonly Option<bool> _yes = new("-y", "--yes") { Description = "Do it; without it, jobs that are not named are only counted" };
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    protected JobsActionCommand(string name, string description, CliConsole console)
        : base(name, description, console)
    {
        Add(_ids);
        _filter.AddTo(this);
        Add(_all);
        Add(_yes);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <summary>What was done to jobs: <c>retried</c>.</summary>
    protected abstract string Done { get; }

    /// <summary>The states of jobs to which it can be done.</summary>
    protected abstract IReadOnlyList<JobState> Applicable { get; }

    /// <summary>Reads the options that only one of the commands has.</summary>
    protected virtual void Read(ParseResult parsed)
    {
    }

    protected abstract Task<long> ApplyAsync(JobClient jobs, JobFilter filter, CancellationToken cancellationToken);

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Read(parsed);
        var ids = (parsed.GetValue(_ids) ?? []).Select(JobIds.Parse).Distinct().ToArray();
        var asJson = parsed.GetValue(_json);
        return (ids, _filter.IsGiven(parsed), parsed.GetValue(_all)) switch
        {
            ({ Length: > 0 }, false, false) => _store.UseAsync(parsed, (opened, token) => ChangeNamedAsync(opened, ids, asJson, token), cancellationToken),
            ([], true, false) or ([], false, true) =>
                _store.UseAsync(parsed, (opened, token) => ChangeFoundAsync(opened, Sensible(_filter.Read(parsed)), parsed.GetValue(_yes), asJson, token), cancellationToken),
            ([], false, false) => throw new WrongUseException("Name the jobs, or give a filter such as --state, or --all."),
            _ => throw new WrongUseException("Numbers of jobs, filters and --all exclude each other."),
        };
    }

    private async Task<int> ChangeNamedAsync(OpenStore opened, JobId[] ids, bool asJson, CancellationToken cancellationToken)
    {
        var changed = await ApplyAsync(opened.Jobs, new JobFilter { Ids = ids }, cancellationToken).ConfigureAwait(false);
        await PrintAsync(asJson, ids.Length, changed, $"{changed} of {ids.Length} {Jobs(ids.Length)} {Done}.").ConfigureAwait(false);
        return changed == ids.Length
            ? ExitCode.Success
            : throw new CommandFailedException($"{ids.Length - changed} of {ids.Length} {Jobs(ids.Length)} could not be {Done}: only those that are {States(Applicable)} can.");
    }

    private async Task<int> ChangeFoundAsync(OpenStore opened, JobFilter filter, bool doIt, bool asJson, CancellationToken cancellationToken)
    {
        var counts = new List<(JobState State, long Count)>();
        foreach (var state in filter.States)
        {
            counts.Add((state, await opened.Jobs.CountAsync(filter with { States = [state] }, cancellationToken).ConfigureAwait(false)));
        }

        var matched = counts.Sum(static pair => pair.Count);
        var changed = doIt && matched > 0 ? await ApplyAsync(opened.Jobs, filter, cancellationToken).ConfigureAwait(false) : 0;
        var found = string.Join(", ", counts.Where(static pair => pair.Count > 0).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Count} {JobStates.NameOf(pair.State)}")));
        var text = (matched, doIt) switch
        {
            (0, _) => "No job matches.",
            (_, true) => $"{changed} {Jobs(changed)} {Done}.",
            _ => $"{matched} {Jobs(matched)} would be {Done}: {found}. Nothing was changed; add --yes to do it.",
        };
        await PrintAsync(asJson, matched, changed, text).ConfigureAwait(false);
        return ExitCode.Success;
    }

    /// <summary>The filter without the states to which nothing can be done, so that what is counted is what is changed.</summary>
    private JobFilter Sensible(JobFilter filter)
    {
        var states = filter.States.Count == 0 ? Applicable : [.. filter.States.Intersect(Applicable)];
        return states.Count > 0
            ? filter with { States = states }
            : throw new WrongUseException($"Jobs that are {States(filter.States)} cannot be {Done}: only those that are {States(Applicable)}.");
    }

    private Task PrintAsync(bool asJson, long matched, long changed, string text) => Console.Out.WriteLineAsync(asJson
        ? new JsonObject { ["action"] = Name, ["matched"] = matched, ["changed"] = changed }.ToJsonString()
        : text);

    private static string Jobs(long count) => count == 1 ? "job" : "jobs";

    private static string States(IEnumerable<JobState> states) => string.Join(" or ", states.Select(JobStates.NameOf));
}
