using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs cancel</c>.</summary>
internal sealed class JobsCancelCommand(CliConsole console) : JobsActionCommand("cancel", "Call off jobs that have not ended; running ones are told to stop", console)
{
    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A filter alone changes nothing: it prints how many jobs match. A running job is told within a beat of its worker, and is
          cancelled when its handler listens. Jobs that come after a cancelled one are cancelled too.

        Examples:
          ringleader jobs cancel 4711
          ringleader jobs cancel --kind report --state ready,scheduled
          ringleader jobs cancel --all --yes

        """;

    /// <inheritdoc/>
    protected override string Done => "cancelled";

    /// <inheritdoc/>
    protected override IReadOnlyList<JobState> Applicable =>
        [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.Running, JobState.RetryScheduled];

    /// <inheritdoc/>
    protected override Task<long> ApplyAsync(JobClient jobs, JobFilter filter, CancellationToken cancellationToken) =>
        jobs.CancelAsync(filter, cancellationToken);
}
