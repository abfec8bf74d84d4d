using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs discard</c>.</summary>
internal sealed class JobsDiscardCommand(CliConsole console) : JobsActionCommand("discard", "Remove jobs that do not run, without a trace", console)
{
    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A filter alone changes nothing: it prints how many jobs match. Jobs that come after one that is discarded before it has
          succeeded are cancelled.

        Examples:
          ringleader jobs discard 4711
          ringleader jobs discard --state failed --older-than 100h
          ringleader jobs discard --all --yes

        """;

    /// <inheritdoc/>
    protected override string Done => "discarded";

    /// <inheritdoc/>
    protected override IReadOnlyList<JobState> Applicable =>
        [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.RetryScheduled, JobState.Succeeded, JobState.Failed, JobState.Cancelled];

    /// <inheritdoc/>
    protected override Task<long> ApplyAsync(JobClient jobs, JobFilter filter, CancellationToken cancellationToken) =>
        jobs.DiscardAsync(filter, cancellationToken);
}
