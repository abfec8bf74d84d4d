using System.CommandLine;
using Ringleader.Cli.Commands;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>The options that say which jobs are meant: all conditions that are given have to hold.</summary>
internal sealed class JobFilterOptions
{
    private readonly Option<string[]> _states = ListOption.Create("--state", "In one of these states: " + string.Join(", ", JobStates.All.Select(JobStates.NameOf)), "STATE,…");
    private readonly Option<string[]> _queues = ListOption.Create("--queue", "Of one of these queues", "QUEUE,…");
    private readonly Option<string[]> _kinds = ListOption.Create("--kind", "Of one of these kinds", "KIND,…");
    private readonly Option<string[]> _tags = ListOption.Create("--tag", "With all of these tags", "TAG,…");
    private readonly Option<TimeSpan?> _olderThan = DurationOption.Create("--older-than", "Enqueued at least so long ago");
    private readonly Option<TimeSpan?> _youngerThan = DurationOption.Create("--younger-than", "Enqueued less than so long ago");
    private readonly Option<string> _errorType = new("--error-type") { Description = "Whose last error is of this type, such as System.TimeoutException", HelpName = "TYPE" };
    private readonly Option<long?> _batch = new("--batch") { Description = "Of this batch", HelpName = "NUMBER" };

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether any of them is on the command line.</summary>
    public bool IsGiven(ParseResult parsed) => All.Any(option => parsed.GetResult(option) is not null);

    /// <exception cref="WrongUseException">A state is none.</exception>
    public JobFilter Read(ParseResult parsed) => new()
    {
        States = [.. (parsed.GetValue(_states) ?? []).Select(JobStates.Parse)],
        Queues = parsed.GetValue(_queues) ?? [],
        Kinds = parsed.GetValue(_kinds) ?? [],
        Tags = parsed.GetValue(_tags) ?? [],
        OlderThan = parsed.GetValue(_olderThan),
        YoungerThan = parsed.GetValue(_youngerThan),
        ErrorType = parsed.GetValue(_errorType),
        BatchId = parsed.GetValue(_batch),
    };

    private IEnumerable<Option> All => [_states, _queues, _kinds, _tags, _olderThan, _youngerThan, _errorType, _batch];
}
