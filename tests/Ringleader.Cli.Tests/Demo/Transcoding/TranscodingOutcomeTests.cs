using Ringleader.Cli.Demo.Transcoding;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Demo.Transcoding;

/// <summary>A check that cannot fail is none: each of them is made to fail here, by a run that went wrong in one way.</summary>
public sealed class TranscodingOutcomeTests
{
    private const string Done = "S: Every file was done";
    private const string Alone = "S: No job was in the hands";
    private const string Urgent = "S: The files that were given out first";
    private const string Missing = "S: The file that is not there";
    private const string Scheduled = "S: The schedule fired";
    private const string Rescued = "S: The jobs of v";
    private const string MissingPath = "/out/no-such-file";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero);
    private static readonly InputFile UrgentFile = new(1, "/in/u", "u", 10, IsUrgent: true);
    private static readonly InputFile HeldFile = new(2, "/in/h", "h", 20, IsUrgent: true);
    private static readonly InputFile CalmFile = new(3, "/in/c", "c", 30, IsUrgent: false);
    private static readonly TranscodedFile Result = new(1, "hash", 10, 5);

    private static readonly FileOutcome UrgentDone = new(UrgentFile, Job(1, JobState.Succeeded, "a"), Result, IsRight: true);
    private static readonly FileOutcome HeldDone = new(HeldFile, Job(2, JobState.Succeeded, "a") with { Crashes = 1 }, Result, IsRight: true);
    private static readonly FileOutcome CalmDone = new(CalmFile, Job(3, JobState.Succeeded, "b"), Result, IsRight: true);

    private static readonly JobSnapshot MissingFailed = Job(4, JobState.Failed, "b") with
    {
        Attempts = 3,
        LastError = new JobError("System.IO.FileNotFoundException", $"Could not find file '{MissingPath}'.", Stack: null, Start),
    };

    private static readonly TranscodingOutcome Good = new()
    {
        Store = "S",
        Expected = [UrgentFile, HeldFile, CalmFile],
        Files = [UrgentDone, HeldDone, CalmDone],
        Missing = MissingFailed,
        MissingPath = MissingPath,
        Ticks = [Job(5, JobState.Succeeded, "a"), Job(6, JobState.Succeeded, "b")],
        LastTick = Start.AddSeconds(1.5),
        Scheduled = (Start, Start.AddMilliseconds(10)),
        Attempts =
        [
            Try("v", 2, 1, 0, end: null),
            Try("a", 1, 2, 1, 2),
            Try("b", 3, 3, 1, 2),
            Try("b", 4, 4, 2, 3),
            Try("a", 5, 5, 2, 3),
            Try("b", 4, 6, 3, 4),
            Try("b", 4, 7, 4, 5),
            Try("b", 6, 8, 5, 6),
            Try("a", 2, 9, 7, 8),
        ],
        Victim = "v",
        KilledAt = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public void Good_run_passes_every_check()
    {
        Assert.All(Good.Check(), check => Assert.True(check.Passed, check.Claim));
        Assert.Equal(6, Good.Check().Count);
        Assert.Equal(TimeSpan.FromSeconds(2), Good.TakenOverAfter);
        Assert.Equal((2, TimeSpan.FromSeconds(1)), Good.Shared);
        Assert.Equal(2, Assert.Single(Good.Held).Job.Value);
    }

    [Fact]
    public void File_that_is_missing_wrong_or_not_done_fails()
    {
        AssertFails(Done, Good with { Expected = [.. Good.Expected, new InputFile(4, "/in/x", "x", 1, IsUrgent: false)] });
        AssertFails(Done, Good with { Files = [UrgentDone, HeldDone, CalmDone with { IsRight = false }] });
        AssertFails(Done, Good with { Files = [UrgentDone, HeldDone, CalmDone with { Job = CalmDone.Job with { State = JobState.Failed } }] });
        AssertFails(Done, Good with { Files = [UrgentDone, HeldDone, CalmDone with { File = UrgentFile }], Attempts = Without("b", 3) });
    }

    [Fact]
    public void Job_in_two_hands_at_a_time_fails()
    {
        AssertFails(Alone, Good with { Attempts = [.. Good.Attempts, Try("b", 1, 10, 1.5, 3)] });
        AssertFails(Alone, Good with { Attempts = [.. Good.Attempts, Try("b", 1, 10, 0, 1.1)] });
    }

    [Fact]
    public void Job_that_is_taken_from_a_living_worker_fails() => AssertFails(Alone, Good with { KilledAt = TimeSpan.FromSeconds(7.1) });

    [Fact]
    public void Job_that_another_than_the_killed_worker_never_let_go_fails() =>
        AssertFails(Alone, Good with { Attempts = [.. Without("a", 1), Try("a", 1, 2, 1, end: null), Try("b", 1, 10, 100, 101)] });

    [Fact]
    public void Urgent_file_that_was_given_out_after_another_fails() =>
        AssertFails(Urgent, Good with { Attempts = [.. Without("a", 1), Try("b", 1, 10, 6, 7)] });

    [Fact]
    public void Nothing_to_judge_the_urgency_by_fails() =>
        AssertFails(Urgent, Good with { Attempts = [.. Good.Attempts.Where(static attempt => attempt.Job.Value is not 1 and not 3)] });

    [Fact]
    public void Missing_file_that_was_not_tried_or_failed_as_it_should_fails()
    {
        AssertFails(Missing, Good with { Missing = MissingFailed with { State = JobState.RetryScheduled } });
        AssertFails(Missing, Good with { Missing = MissingFailed with { Attempts = 2 } });
        AssertFails(Missing, Good with { Missing = MissingFailed with { LastError = null } });
        AssertFails(Missing, Good with { Missing = MissingFailed with { LastError = MissingFailed.LastError! with { Message = "Something else." } } });
        AssertFails(Missing, Good with { Attempts = [.. Good.Attempts.Where(static attempt => attempt.Term != 7)] });
        AssertFails(Missing, Good with { Missing = MissingFailed with { Attempts = 4 } });
    }

    [Fact]
    public void Schedule_that_fired_too_often_or_too_rarely_fails()
    {
        AssertFails(Scheduled, Good with { Ticks = [.. Good.Ticks, Job(7, JobState.Succeeded, "a")], Attempts = [.. Good.Attempts, Try("a", 7, 10, 8, 9)] });
        AssertFails(Scheduled, Good with { Ticks = [Good.Ticks[0]] });
        AssertFails(Scheduled, Good with { LastTick = null });
        AssertFails(Scheduled, Good with { LastTick = Start.AddSeconds(2.5) });
        AssertFails(Scheduled, Good with { Ticks = [], LastTick = Start });
    }

    [Fact]
    public void Scheduled_job_that_did_not_run_or_ran_twice_fails()
    {
        AssertFails(Scheduled, Good with { Ticks = [Good.Ticks[0], Good.Ticks[1] with { State = JobState.Failed }] });
        AssertFails(Scheduled, Good with { Attempts = [.. Good.Attempts.Where(static attempt => attempt.Job.Value != 6)] });
        AssertFails(Scheduled, Good with { Attempts = [.. Good.Attempts, Try("a", 6, 10, 8, 9)] });
    }

    [Fact]
    public void Second_that_began_while_the_schedule_was_made_may_have_fired_or_not()
    {
        var good = Good with { Scheduled = (Start.AddSeconds(-1), Start), LastTick = Start.AddSeconds(1.5) };

        Assert.All(good.Check(), check => Assert.True(check.Passed, check.Claim));
        AssertFails(Scheduled, good with { LastTick = Start.AddSeconds(2.5) });
    }

    [Fact]
    public void Job_of_the_killed_worker_that_was_not_taken_over_in_time_fails()
    {
        AssertFails(Rescued, Good with { Attempts = [.. Good.Attempts.Where(static attempt => attempt.Term != 9)] });
        AssertFails(Rescued, Good with { Attempts = [.. Good.Attempts.Where(static attempt => attempt.Term != 9), Try("a", 2, 9, 20, 21)] });
        AssertFails(Rescued, Good with { Attempts = [Try("v", 2, 1, 0, 0.5), .. Good.Attempts.Skip(1)] });
    }

    [Fact]
    public void Job_of_the_killed_worker_that_lost_an_attempt_fails()
    {
        AssertFails(Rescued, Good with { Files = [UrgentDone, HeldDone with { Job = HeldDone.Job with { Attempts = 2 } }, CalmDone] });
        AssertFails(Rescued, Good with { Files = [UrgentDone, HeldDone with { Job = HeldDone.Job with { Worker = "v" } }, CalmDone] });
    }

    private static void AssertFails(string claim, TranscodingOutcome outcome)
    {
        var failed = Assert.Single(outcome.Check(), check => !check.Passed);
        Assert.StartsWith(claim, failed.Claim, StringComparison.Ordinal);
    }

    private static Attempt[] Without(string worker, long job) =>
        [.. Good.Attempts.Where(attempt => attempt.Job.Value != job || !string.Equals(attempt.Worker, worker, StringComparison.Ordinal))];

    private static Attempt Try(string worker, long job, long term, double begin, double? end) =>
        new(worker, new JobId(job), term, TimeSpan.FromSeconds(begin), end is null ? null : TimeSpan.FromSeconds(end.Value));

    private static JobSnapshot Job(long id, JobState state, string worker) => new()
    {
        Id = new JobId(id),
        Kind = TranscodeJob.Kind,
        Arguments = "{}",
        State = state,
        Queue = JobDefaults.Queue,
        Attempts = 1,
        EnqueuedAt = Start,
        RunAt = Start,
        Worker = worker,
    };
}
