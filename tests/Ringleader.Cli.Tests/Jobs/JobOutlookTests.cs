using Ringleader.Cli.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Tests.Jobs;

public sealed class JobOutlookTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly JobOutlook Free = new(
        new JobSnapshot { Id = new JobId(7), Kind = "mail.welcome", Queue = "mail", Arguments = "{}", State = JobState.Ready, EnqueuedAt = Now, RunAt = Now },
        Now,
        Pauses: [],
        Limits: [],
        Queues: [],
        Workers: [Worker("w1", running: 0)]);

    [Fact]
    public void Ready_job_that_nothing_holds_back_runs_next()
    {
        Assert.Equal("Nothing holds it back: it runs as soon as it is its turn.", Free.Explain());
    }

    [Fact]
    public void Pause_comes_before_a_worker_that_is_missing()
    {
        var held = Free with { Workers = [], Pauses = [new PauseTarget(Kind: "mail.welcome")] };

        Assert.Equal("Its kind is paused: ringleader jobs resume --kind mail.welcome", held.Explain());
        Assert.Equal("Its queue is paused: ringleader jobs resume --queue mail", (held with { Pauses = [new PauseTarget(Queue: "mail")] }).Explain());
        Assert.Equal("No worker is alive.", (held with { Pauses = [new PauseTarget(Queue: "other")] }).Explain());
    }

    [Fact]
    public void Worker_must_live_serve_the_queue_and_have_a_slot()
    {
        Assert.Equal("No worker is alive.", (Free with { Workers = [Worker("w1", 0) with { State = WorkerState.Dead }] }).Explain());
        Assert.Equal("No worker that is alive serves its queue 'mail'.", (Free with { Workers = [Worker("w1", 0, "slow")] }).Explain());
        Assert.Equal("All 2 slots of the workers of its queue are taken.", (Free with { Workers = [Worker("w1", 2, "mail"), Worker("w2", 0, "slow")] }).Explain());
    }

    [Fact]
    public void Limit_of_the_queue_holds_back_when_it_is_reached()
    {
        var limited = Free with { Limits = [new JobLimit("queue:mail", Running: 5)] };
        var running = new Dictionary<JobState, long> { [JobState.Running] = 5 };

        Assert.Equal("Nothing holds it back: it runs as soon as it is its turn.", limited.Explain());
        Assert.Equal("Of its queue, 5 may run at a time, and 5 do.", (limited with { Queues = [new QueueStatistics("mail", running, null, false)] }).Explain());
        Assert.Equal("Of its queue, 100 may start per 1m.", (Free with { Limits = [new JobLimit("queue:mail", Starts: 100, Per: TimeSpan.FromMinutes(1))] }).Explain());
    }

    [Theory]
    [InlineData(null, null, "Jobs that it comes after have not succeeded yet.")]
    [InlineData("g", null, "Jobs of its group 'g' that were enqueued before it have not ended.")]
    [InlineData(null, "k", "Of its limit key 'k', 2 may run at a time.")]
    public void Waiting_job_names_its_group_or_limit(string? group, string? key, string expected)
    {
        var waiting = Free with
        {
            Job = Free.Job with { State = JobState.Waiting, Group = group, LimitKey = key },
            Limits = [new JobLimit("key:*", Running: 2)],
        };

        Assert.Equal(expected, waiting.Explain());
    }

    [Theory]
    [InlineData(JobState.Scheduled, "Its time comes in 4m.")]
    [InlineData(JobState.RetryScheduled, "Its last attempt failed; the next begins in 4m. To have it now: ringleader jobs retry 7")]
    [InlineData(JobState.Failed, "It has failed for good. To try again: ringleader jobs retry 7")]
    [InlineData(JobState.Cancelled, "It was called off. To run it all the same: ringleader jobs retry 7")]
    [InlineData(JobState.Succeeded, "It has done its work.")]
    public void Other_states_speak_for_themselves(JobState state, string expected)
    {
        Assert.Equal(expected, (Free with { Job = Free.Job with { State = state, RunAt = Now.AddMinutes(4) } }).Explain());
    }

    [Fact]
    public void Running_job_names_its_worker_and_whether_that_is_alive()
    {
        var running = Free with { Job = Free.Job with { State = JobState.Running, Worker = "w1" } };

        Assert.Equal("Worker 'w1' runs it.", running.Explain());
        Assert.StartsWith("Its worker 'w1' has not been heard of for longer than its lease.", (running with { Workers = [] }).Explain(), StringComparison.Ordinal);
    }

    private static WorkerSnapshot Worker(string name, int running, params string[] queues) => new(1, name, queues, Slots: 2, running, Now, Now, WorkerState.Alive);
}
