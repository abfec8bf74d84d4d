using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs pause</c>.</summary>
internal sealed class JobsPauseCommand(CliConsole console)
    : JobsPausingCommand("pause", "Hold back queues, kinds or schedules; without an option list what is paused", console)
{
    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          What runs runs on.

        Examples:
          ringleader jobs pause --queue mail,reports
          ringleader jobs pause --kind mail.welcome
          ringleader jobs pause

        """;

    /// <inheritdoc/>
    protected override Task SetQueueAsync(JobClient jobs, string queue, CancellationToken cancellationToken) => jobs.PauseQueueAsync(queue, cancellationToken);

    /// <inheritdoc/>
    protected override Task SetKindAsync(JobClient jobs, string kind, CancellationToken cancellationToken) => jobs.PauseKindAsync(kind, cancellationToken);

    /// <inheritdoc/>
    protected override Task SetScheduleAsync(JobClient jobs, string schedule, CancellationToken cancellationToken) => jobs.PauseScheduleAsync(schedule, cancellationToken);
}
