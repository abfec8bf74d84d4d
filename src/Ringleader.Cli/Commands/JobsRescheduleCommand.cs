using System.CommandLine;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs reschedule</c>.</summary>
internal sealed class JobsRescheduleCommand : JobsActionCommand
{
    private readonly Option<DateTimeOffset?> _at = InstantOption.Create("--at", "Not before this instant");
    private readonly Option<TimeSpan?> _delay = DurationOption.Create("--delay", "Not before this time has passed");
    private readonly Option<bool> _now = new("--now") { Description = "As soon as possible" };
    private DateTimeOffset? _runAt;
    private TimeSpan _after;

    public JobsRescheduleCommand(CliConsole console)
        : base("reschedule", "Change when jobs run that have not started", console)
    {
        Add(_at);
        Add(_delay);
        Add(_now);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A filter alone changes nothing: it prints how many jobs match. A job that waits for its next attempt has that attempt at the
          new time; a job that waits for other jobs still does. Times are judged by the clock of the store.

        Examples:
          ringleader jobs reschedule 4711 --delay 2h
          ringleader jobs reschedule 4711 --now
          ringleader jobs reschedule --kind mail.digest --at 2026-01-31T07:00:00Z --yes

        """;

    /// <inheritdoc/>
    protected override string Done => "rescheduled";

    /// <inheritdoc/>
    protected override IReadOnlyList<JobState> Applicable => [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.RetryScheduled];

    /// <inheritdoc/>
    protected override void Read(ParseResult parsed)
    {
        _runAt = parsed.GetValue(_at);
        var delay = parsed.GetValue(_delay);
        var now = parsed.GetValue(_now);
        switch ((_runAt is null ? 0 : 1) + (delay is null ? 0 : 1) + (now ? 1 : 0))
        {
            case 0:
                throw new WrongUseException("Give the new time: --at, --delay or --now.");
            case > 1:
                throw new WrongUseException("Only one of --at, --delay and --now can be given.");
            default:
                _after = delay ?? TimeSpan.Zero;
                break;
        }
    }

    /// <inheritdoc/>
    protected override Task<long> ApplyAsync(JobClient jobs, JobFilter filter, CancellationToken cancellationToken) => _runAt is { } at
        ? jobs.RescheduleAsync(filter, at, cancellationToken)
        : jobs.RescheduleAsync(filter, _after, cancellationToken);
}
