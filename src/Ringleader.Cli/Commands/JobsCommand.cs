namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs</c>: the jobs of a store, and those who run them.</summary>
internal sealed class JobsCommand : CliCommand
{
    public JobsCommand(CliConsole console)
        : base("jobs", "Run jobs, and see and steer those that wait, run and failed", console)
    {
        Add(new JobsWorkCommand(console));
        Add(new JobsStopCommand(console));
        Add(new JobsEnqueueCommand(console));
        Add(new JobsListCommand(console));
        Add(new JobsShowCommand(console));
        Add(new JobsRetryCommand(console));
        Add(new JobsCancelCommand(console));
        Add(new JobsDiscardCommand(console));
        Add(new JobsRescheduleCommand(console));
        Add(new JobsPriorityCommand(console));
        Add(new JobsStatsCommand(console));
        Add(new JobsWorkersCommand(console));
        Add(new JobsPauseCommand(console));
        Add(new JobsResumeCommand(console));
        Add(new JobsLimitCommand(console));
        Add(new JobsScheduleCommand(console));
        Add(new JobsCheckCommand(console));
        Add(new JobsMigrateCommand(console));
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Stores:
          sqlite:FILE for one machine, postgres://user@host:5432/database for many. Without --store it is what the environment
          variable RINGLEADER_STORE says, else sqlite:jobs.db in the current folder. Keep passwords in the variable, or where
          PostgreSQL's programs look for them: others of the machine can see command lines.

        Examples:
          ringleader jobs enqueue -- gzip -9 big.log
          ringleader jobs work --commands
          ringleader jobs stats
          ringleader jobs list --state failed
          ringleader jobs retry --state failed --younger-than 4h

        """;
}
