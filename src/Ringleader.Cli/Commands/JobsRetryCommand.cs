using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs retry</c>.</summary>
internal sealed class JobsRetryCommand(CliConsole console) : JobsActionCommand("retry", "Run failed, cancelled and retry-scheduled jobs again, at once and with all their attempts", console)
{
    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A filter alone changes nothing: it prints how many jobs match. Jobs that were called off because the job they come after
          failed wait again once that is retried.

        Examples:
          ringleader jobs retry 4711 4712
          ringleader jobs retry --state failed --kind mail.welcome
          ringleader jobs retry --state failed --error-type System.TimeoutException --yes

        """;

    /// <inheritdoc/>
    protected override string Done => "retried";

    /// <inheritdoc/>
    protected override IReadOnlyList<JobState> Applicable =>
        [JobState.RetryScheduled, JobState.Failed, JobState.Cancelled];

    /// <inheritdoc/>
    protected override Task<long> ApplyAsync(JobClient jobs, JobFilter filter, CancellationToken cancellationToken) =>
        jobs.RetryAsync(filter, cancellationToken);
}
