using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class ActionConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task A_failed_job_that_is_retried_has_all_its_attempts_again()
    {
        var id = await EnqueueAsync(New() with { MaxAttempts = 1 });
        await FailAsync(await ClaimOneAsync());

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, id));

        var job = await FindAsync(id);
        Assert.Equal((JobState.Ready, 0), (job.State, job.Attempts));
        Assert.Null(job.EndedAt);
        Assert.Equal(1, (await ClaimOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_runs_at_once_when_it_is_retried()
    {
        var id = await EnqueueAsync(New());
        await RetryLaterAsync(await ClaimOneAsync(), Hour);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, id));
        Assert.Equal(1, (await ClaimOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_cancelled_job_can_be_retried()
    {
        var id = await EnqueueAsync(New() with { Delay = Hour });
        await ApplyAsync(JobAction.Cancel, id);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, id));
        Assert.Equal([id.Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_retried_job_keeps_its_number_and_its_state()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await Store.SetStateAsync(id, job.Term, "place", "page 7", None);
        await FailAsync(job);
        await ApplyAsync(JobAction.Retry, id);

        var again = await ClaimOneAsync();
        Assert.Equal((id, "page 7"), (again.Id, again.State["place"]));
        Assert.True(again.Term > job.Term);
    }

    [Fact]
    public async Task What_is_scheduled_or_ready_or_runs_or_has_succeeded_is_not_retried()
    {
        var ids = await EnqueueAsync(New(), New(), New(), New() with { Delay = Hour });
        await RunOneAsync();
        await ClaimOneAsync();

        Assert.Equal(0, await Store.ApplyAsync(JobAction.Retry, JobFilter.All, None));
        Assert.Equal([JobState.Succeeded, JobState.Running, JobState.Ready, JobState.Scheduled], await Task.WhenAll(ids.Select(StateAsync)));
    }

    [Fact]
    public async Task All_that_match_are_retried_and_counted()
    {
        await EnqueueAsync(New("a"), New("a"), New("b"), New("a"));
        foreach (var job in await ClaimAsync(3))
        {
            await FailAsync(job);
        }

        Assert.Equal(2, await Store.ApplyAsync(JobAction.Retry, new() { Kinds = ["a"] }, None));
        Assert.Equal((1, 3), (await CountAsync(JobState.Failed), await CountAsync(JobState.Ready)));
    }

    [Fact]
    public async Task A_ready_job_that_is_cancelled_does_not_run()
    {
        var ids = await EnqueueAsync(New(), New());

        Assert.Equal(1, await ApplyAsync(JobAction.Cancel, ids[0]));

        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
        Assert.Equal(JobState.Cancelled, await StateAsync(ids[0]));
        await AssertFromNowAsync(TimeSpan.Zero, (await FindAsync(ids[0])).EndedAt);
    }

    [Fact]
    public async Task Scheduled_waiting_and_retry_scheduled_jobs_can_be_cancelled()
    {
        var first = await EnqueueAsync(New());
        await RetryLaterAsync(await ClaimOneAsync(), Minute);
        var ids = await EnqueueAsync(New() with { Delay = Minute }, After(first));

        Assert.Equal(2, await ApplyAsync(JobAction.Cancel, first, ids[0]));

        Assert.Equal(3, await CountAsync(JobState.Cancelled));
        await AdvanceAndSweepAsync(2 * Minute);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_running_job_that_is_called_off_runs_on_and_its_worker_learns_it()
    {
        var ids = await EnqueueAsync(New(), New());
        await ClaimAsync();

        Assert.Equal(1, await ApplyAsync(JobAction.Cancel, ids[1]));

        Assert.Equal(JobState.Running, await StateAsync(ids[1]));
        var beat = await Store.BeatAsync(await WorkerAsync(), [], None);
        Assert.True(beat.Stands);
        Assert.Equal([ids[1]], beat.Cancelled);
    }

    [Fact]
    public async Task A_worker_is_told_until_the_job_has_ended()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await ApplyAsync(JobAction.Cancel, id);

        Assert.Single((await Store.BeatAsync(await WorkerAsync(), [], None)).Cancelled);
        Assert.Single((await Store.BeatAsync(await WorkerAsync(), [], None)).Cancelled);
        Assert.True(await FinishAsync(job, JobOutcome.Cancelled));
        Assert.Empty((await Store.BeatAsync(await WorkerAsync(), [], None)).Cancelled);
        Assert.Equal(JobState.Cancelled, await StateAsync(id));
    }

    [Fact]
    public async Task A_running_job_counts_when_it_is_called_off_for_the_first_time()
    {
        var id = await EnqueueAsync(New());
        await ClaimOneAsync();

        Assert.Equal(1, await ApplyAsync(JobAction.Cancel, id));
        Assert.Equal(0, await ApplyAsync(JobAction.Cancel, id));
    }

    [Fact]
    public async Task A_called_off_job_that_succeeds_all_the_same_has_succeeded()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await ApplyAsync(JobAction.Cancel, id);

        Assert.True(await FinishAsync(job));
        Assert.Equal(JobState.Succeeded, await StateAsync(id));
    }

    [Theory]
    [InlineData(JobOutcome.Retry, JobState.Cancelled)]
    [InlineData(JobOutcome.Released, JobState.Cancelled)]
    [InlineData(JobOutcome.Failed, JobState.Failed)]
    public async Task A_called_off_job_is_not_tried_again(JobOutcome outcome, JobState expected)
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await ApplyAsync(JobAction.Cancel, id);

        Assert.True(await FinishAsync(job, outcome));
        Assert.Equal(expected, await StateAsync(id));
    }

    [Fact]
    public async Task A_retried_job_is_not_called_off_any_more()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await ApplyAsync(JobAction.Cancel, id);
        await FinishAsync(job, JobOutcome.Cancelled);
        await ApplyAsync(JobAction.Retry, id);

        await RetryLaterAsync(await ClaimOneAsync(), Minute);

        Assert.Empty((await Store.BeatAsync(await WorkerAsync(), [], None)).Cancelled);
        Assert.Equal(JobState.RetryScheduled, await StateAsync(id));
    }

    [Fact]
    public async Task What_has_ended_cannot_be_cancelled()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        await RunOneAsync();
        await RunOneAsync(JobOutcome.Failed);
        await ApplyAsync(JobAction.Cancel, ids[2]);

        Assert.Equal(0, await Store.ApplyAsync(JobAction.Cancel, JobFilter.All, None));
        Assert.Equal([JobState.Succeeded, JobState.Failed, JobState.Cancelled], await Task.WhenAll(ids.Select(StateAsync)));
    }

    [Fact]
    public async Task A_parent_and_its_child_that_are_cancelled_together_count_both()
    {
        var ids = await EnqueueAsync(New(), New() with { AfterPlaces = [0] });

        Assert.Equal(2, await ApplyAsync(JobAction.Cancel, ids));
        Assert.Equal(2, await CountAsync(JobState.Cancelled));
    }

    [Fact]
    public async Task A_discarded_job_is_gone()
    {
        var ids = await EnqueueAsync(New(), New());

        Assert.Equal(1, await ApplyAsync(JobAction.Discard, ids[0]));

        Assert.False(await ExistsAsync(ids[0]));
        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Running_jobs_are_not_discarded()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();

        Assert.Equal(0, await ApplyAsync(JobAction.Discard, id));
        Assert.True(await FinishAsync(job));
    }

    [Fact]
    public async Task Jobs_in_any_other_state_can_be_discarded()
    {
        var ids = await EnqueueAsync(New(), New(), New(), New(), New() with { Delay = Hour });
        await RunOneAsync();
        await RunOneAsync(JobOutcome.Failed);
        await RunOneAsync(JobOutcome.Cancelled);
        await RetryLaterAsync(await ClaimOneAsync(), Hour);
        var waiting = await EnqueueAsync(After(ids[4]));

        Assert.Equal(6, await ApplyAsync(JobAction.Discard, [.. ids, waiting]));
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
        await AdvanceAndSweepAsync(2 * Hour);
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task An_action_on_nothing_changes_nothing()
    {
        await EnqueueAsync(New());

        Assert.Equal(0, await ApplyAsync(JobAction.Cancel));
        Assert.Equal(0, await ApplyAsync(JobAction.Discard, new JobId(4711)));
        Assert.Equal(1, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task Many_are_acted_upon_at_once()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 2000).Select(number => New(number % 2 == 0 ? "even" : "odd"))]);

        Assert.Equal(1000, await Store.ApplyAsync(JobAction.Cancel, new() { Kinds = ["odd"] }, None));
        Assert.Equal(1000, await Store.ApplyAsync(JobAction.Retry, new() { States = [JobState.Cancelled] }, None));
        Assert.Equal(2000, await Store.ApplyAsync(JobAction.Discard, JobFilter.All, None));
        Assert.Empty(await ClaimAsync());
    }
}
