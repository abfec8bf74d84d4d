using System.CommandLine;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs priority</c>.</summary>
internal sealed class JobsPriorityCommand : JobsActionCommand
{
    private readonly Option<int> _to = new("--to") { Description = "The new priority; higher runs sooner", HelpName = "N", Required = true };
    private int _priority;

    public JobsPriorityCommand(CliConsole console)
        : base("priority", "Change the priority of jobs that have not started", console) => Add(_to);

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A filter alone changes nothing: it prints how many jobs match. Jobs of a group keep their order, whatever their priority.

        Examples:
          ringleader jobs priority 4711 --to 10
          ringleader jobs priority --queue reports --state ready --to -5 --yes

        """;

    /// <inheritdoc/>
    protected override string Done => "given a new priority";

    /// <inheritdoc/>
    protected override IReadOnlyList<JobState> Applicable => [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.RetryScheduled];

    /// <inheritdoc/>
    protected override void Read(ParseResult parsed) => _priority = parsed.GetValue(_to);

    /// <inheritdoc/>
    protected override Task<long> ApplyAsync(JobClient jobs, JobFilter filter, CancellationToken cancellationToken) =>
        jobs.SetPriorityAsync(filter, _priority, cancellationToken);
}
