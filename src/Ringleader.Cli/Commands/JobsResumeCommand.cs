using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs resume</c>.</summary>
internal sealed class JobsResumeCommand(CliConsole console)
    : JobsPausingCommand("resume", "Let queues, kinds or schedules go again; without an option list what is paused", console)
{
    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          Schedules make up for what they missed as their --missed says.

        Examples:
          ringleader jobs resume --queue mail,reports
          ringleader jobs resume --kind mail.welcome
          ringleader jobs resume

        """;

    /// <inheritdoc/>
    protected override Task SetQueueAsync(JobClient jobs, string queue, CancellationToken cancellationToken) => jobs.ResumeQueueAsync(queue, cancellationToken);

    /// <inheritdoc/>
    protected override Task SetKindAsync(JobClient jobs, string kind, CancellationToken cancellationToken) => jobs.ResumeKindAsync(kind, cancellationToken);

    /// <inheritdoc/>
    protected override Task SetScheduleAsync(JobClient jobs, string schedule, CancellationToken cancellationToken) => jobs.ResumeScheduleAsync(schedule, cancellationToken);
}
