using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class FinishConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task Success_is_kept_with_its_result()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();

        Assert.True(await FinishAsync(new JobFinish(id, job.Term, JobOutcome.Succeeded, Result: Json("""{"pages":3}"""))));

        var found = await FindAsync(id);
        Assert.Equal((JobState.Succeeded, 1, """{"pages":3}"""), (found.State, found.Attempts, found.Result));
        await AssertFromNowAsync(TimeSpan.Zero, found.EndedAt);
    }

    [Fact]
    public async Task Success_needs_no_result()
    {
        var id = await EnqueueAsync(New());
        await RunOneAsync();

        var found = await FindAsync(id);
        Assert.Equal(JobState.Succeeded, found.State);
        Assert.Null(found.Result);
        Assert.Null(found.LastError);
    }

    [Fact]
    public async Task An_ended_job_still_says_who_ran_it()
    {
        var id = await EnqueueAsync(New());
        var job = await RunOneAsync();

        var found = await FindAsync(id);
        Assert.Equal(("worker", job.Term), (found.Worker, found.Term));
    }

    [Fact]
    public async Task Failure_for_good_is_kept_with_its_error()
    {
        var id = await EnqueueAsync(New());
        Assert.True(await FailAsync(await ClaimOneAsync()));

        var found = await FindAsync(id);
        Assert.Equal((JobState.Failed, 1), (found.State, found.Attempts));
        Assert.Equal((Broken.Type, Broken.Message, Broken.Stack), (found.LastError!.Type, found.LastError.Message, found.LastError.Stack));
        await AssertFromNowAsync(TimeSpan.Zero, found.LastError.At);
        await AssertFromNowAsync(TimeSpan.Zero, found.EndedAt);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_job_that_failed_at_its_first_attempt_is_failed_whatever_attempts_are_left()
    {
        var id = await EnqueueAsync(New() with { MaxAttempts = 25 });
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(JobState.Failed, await StateAsync(id));
    }

    [Fact]
    public async Task A_retry_waits_for_its_time()
    {
        var id = await EnqueueAsync(New());
        Assert.True(await RetryLaterAsync(await ClaimOneAsync(), 10 * Minute));

        var found = await FindAsync(id);
        Assert.Equal((JobState.RetryScheduled, 1), (found.State, found.Attempts));
        Assert.Equal(Broken.Message, found.LastError?.Message);
        Assert.Null(found.EndedAt);
        await AssertFromNowAsync(10 * Minute, found.RunAt);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_retry_is_the_next_attempt()
    {
        await EnqueueAsync(New());
        await RetryLaterAsync(await ClaimOneAsync(), 10 * Minute);

        await AdvanceAndSweepAsync(8 * Minute);
        Assert.Empty(await ClaimAsync());

        await AdvanceAndSweepAsync(3 * Minute);
        Assert.Equal(2, (await ClaimOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_retry_may_follow_at_once()
    {
        await EnqueueAsync(New());
        await RetryLaterAsync(await ClaimOneAsync(), TimeSpan.Zero);
        await SweepAsync();

        Assert.Equal(2, (await ClaimOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_retry_after_the_last_attempt_is_a_failure()
    {
        var id = await EnqueueAsync(New() with { MaxAttempts = 2 });
        await RetryLaterAsync(await ClaimOneAsync(), TimeSpan.Zero);
        await SweepAsync();

        Assert.True(await RetryLaterAsync(await ClaimOneAsync(), TimeSpan.Zero));

        var found = await FindAsync(id);
        Assert.Equal((JobState.Failed, 2, Broken.Message), (found.State, found.Attempts, found.LastError?.Message));
    }

    [Fact]
    public async Task Success_at_a_later_attempt_keeps_the_last_error()
    {
        var id = await EnqueueAsync(New());
        await RetryLaterAsync(await ClaimOneAsync(), TimeSpan.Zero);
        await SweepAsync();
        await RunOneAsync();

        var found = await FindAsync(id);
        Assert.Equal((JobState.Succeeded, 2, Broken.Message), (found.State, found.Attempts, found.LastError?.Message));
    }

    [Fact]
    public async Task A_released_job_is_ready_again_and_no_attempt_is_lost()
    {
        var id = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Released);

        var found = await FindAsync(id);
        Assert.Equal((JobState.Ready, 0, 0), (found.State, found.Attempts, found.Crashes));
        Assert.Equal(1, (await ClaimOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_released_job_goes_ahead_of_younger_ones()
    {
        var ids = await EnqueueAsync(New(), New());
        await RunOneAsync(JobOutcome.Released);

        Assert.Equal([ids[0].Value, ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_job_that_was_called_off_while_it_ran_is_cancelled()
    {
        var id = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Cancelled);

        var found = await FindAsync(id);
        Assert.Equal(JobState.Cancelled, found.State);
        await AssertFromNowAsync(TimeSpan.Zero, found.EndedAt);
    }

    [Fact]
    public async Task A_second_finish_is_refused_and_changes_nothing()
    {
        var id = await EnqueueAsync(New());
        var job = await RunOneAsync();

        Assert.False(await FailAsync(job));
        Assert.Equal((JobState.Succeeded, 1), ((await FindAsync(id)).State, (await FindAsync(id)).Attempts));
    }

    [Fact]
    public async Task A_finish_of_an_old_term_is_refused_and_changes_nothing()
    {
        var id = await EnqueueAsync(New());
        var old = await RunOneAsync(JobOutcome.Released);
        var current = await ClaimOneAsync();

        Assert.False(await FinishAsync(old));
        Assert.Equal((JobState.Running, current.Term), ((await FindAsync(id)).State, (await FindAsync(id)).Term));
        Assert.True(await FinishAsync(current));
    }

    [Fact]
    public async Task A_finish_of_a_term_to_come_is_refused()
    {
        await EnqueueAsync(New());
        var job = await ClaimOneAsync();

        Assert.False(await FinishAsync(job with { Term = job.Term + 1 }));
        Assert.True(await FinishAsync(job));
    }

    [Fact]
    public async Task A_finish_of_a_job_that_is_ready_is_refused()
    {
        var id = await EnqueueAsync(New());
        await WorkerAsync();

        Assert.False(await FinishAsync(new JobFinish(id, 0, JobOutcome.Succeeded)));
        Assert.Equal(JobState.Ready, await StateAsync(id));
    }

    [Fact]
    public async Task A_finish_of_a_job_that_never_was_is_refused()
    {
        Assert.False(await FinishAsync(new JobFinish(new(4711), 1, JobOutcome.Succeeded)));
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_finishes()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        var jobs = await ClaimAsync();
        await FinishAsync(jobs[1]);

        var recorded = await Store.FinishAsync(
            await WorkerAsync(),
            [new(ids[2], jobs[2].Term, JobOutcome.Failed), new(ids[1], jobs[1].Term, JobOutcome.Failed), new(ids[0], jobs[0].Term, JobOutcome.Succeeded)],
            None);

        Assert.Equal([true, false, true], recorded);
        Assert.Equal([JobState.Succeeded, JobState.Succeeded, JobState.Failed], [await StateAsync(ids[0]), await StateAsync(ids[1]), await StateAsync(ids[2])]);
    }

    [Fact]
    public async Task Same_finish_twice_in_one_call_is_recorded_once()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        var finish = new JobFinish(id, job.Term, JobOutcome.Succeeded);

        var recorded = await Store.FinishAsync(await WorkerAsync(), [finish, finish], None);

        Assert.Equal([true, false], recorded);
        Assert.Equal(1, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task All_outcomes_may_come_in_one_call()
    {
        var ids = await EnqueueAsync(New(), New(), New(), New(), New());
        var jobs = await ClaimAsync();
        JobOutcome[] outcomes = [JobOutcome.Succeeded, JobOutcome.Retry, JobOutcome.Failed, JobOutcome.Cancelled, JobOutcome.Released];

        var recorded = await Store.FinishAsync(
            await WorkerAsync(), [.. jobs.Select((job, place) => new JobFinish(job.Id, job.Term, outcomes[place], outcomes[place] == JobOutcome.Retry ? Hour : null))], None);

        Assert.All(recorded, Assert.True);
        var states = await Task.WhenAll(ids.Select(StateAsync));
        Assert.Equal([JobState.Succeeded, JobState.RetryScheduled, JobState.Failed, JobState.Cancelled, JobState.Ready], states);
    }

    [Fact]
    public async Task Finishing_nothing_gives_no_answers()
    {
        Assert.Empty(await Store.FinishAsync(await WorkerAsync(), [], None));
    }

    [Fact]
    public async Task Many_finishes_in_one_call_are_all_recorded()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 500).Select(_ => New())]);
        var jobs = await ClaimAsync(500);

        var recorded = await Store.FinishAsync(await WorkerAsync(), [.. jobs.Select(job => new JobFinish(job.Id, job.Term, JobOutcome.Succeeded))], None);

        Assert.Equal(500, recorded.Count(answer => answer));
        Assert.Equal(500, await CountAsync(JobState.Succeeded));
    }

    [Fact]
    public async Task Two_that_finish_one_term_at_the_same_time_are_not_both_recorded()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();

        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FinishAsync(job))));

        Assert.Single(recorded, answer => answer);
        Assert.Equal(1, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task A_text_that_was_kept_is_there_at_the_next_attempt()
    {
        await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        Assert.True(await Store.SetStateAsync(job.Id, job.Term, "place", "page 7", None));
        Assert.True(await Store.SetStateAsync(job.Id, job.Term, "place", "page 8", None));
        Assert.True(await Store.SetStateAsync(job.Id, job.Term, "other", "", None));
        await RetryLaterAsync(job, TimeSpan.Zero);
        await SweepAsync();

        var state = (await ClaimOneAsync()).State;

        Assert.Equal(2, state.Count);
        Assert.Equal(("page 8", ""), (state["place"], state["other"]));
    }

    [Fact]
    public async Task A_text_can_be_removed()
    {
        await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await Store.SetStateAsync(job.Id, job.Term, "place", "page 7", None);
        Assert.True(await Store.SetStateAsync(job.Id, job.Term, "place", null, None));
        Assert.True(await Store.SetStateAsync(job.Id, job.Term, "never there", null, None));
        await FinishAsync(job, JobOutcome.Released);

        Assert.Empty((await ClaimOneAsync()).State);
    }

    [Fact]
    public async Task A_text_of_an_old_term_is_refused()
    {
        await EnqueueAsync(New());
        var old = await RunOneAsync(JobOutcome.Released);
        var current = await ClaimOneAsync();

        Assert.False(await Store.SetStateAsync(old.Id, old.Term, "place", "page 7", None));
        await FinishAsync(current, JobOutcome.Released);
        Assert.Empty((await ClaimOneAsync()).State);
    }

    [Fact]
    public async Task A_text_of_a_job_that_has_ended_is_refused()
    {
        await EnqueueAsync(New());
        var job = await RunOneAsync();

        Assert.False(await Store.SetStateAsync(job.Id, job.Term, "place", "page 7", None));
    }
}
