namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs schedule</c>: jobs that are enqueued again and again.</summary>
internal sealed class JobsScheduleCommand : CliCommand
{
    public JobsScheduleCommand(CliConsole console)
        : base("schedule", "See and change what is enqueued again and again", console)
    {
        Add(new JobsScheduleListCommand(console));
        Add(new JobsScheduleAddCommand(console));
        Add(new JobsScheduleRemoveCommand(console));
        Add(new JobsScheduleRunCommand(console));
        Add(new JobsScheduleNextCommand(console));
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          Workers fire schedules, each instant once over all of them. To hold one back: ringleader jobs pause --schedule NAME.

        Examples:
          ringleader jobs schedule add backup --cron "0 3 * * *" --zone Europe/Vienna -- /usr/local/bin/backup
          ringleader jobs schedule list
          ringleader jobs schedule next backup

        """;
}
