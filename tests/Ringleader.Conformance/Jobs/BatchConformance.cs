using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class BatchConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static NewBatch Batch(params NewJob[] jobs) => new(jobs, New("all well"), New("all done"));

    private Task<long> EnqueueAsync(NewBatch batch) => Store.EnqueueBatchAsync(batch, None);

    private Task<long> CountKindAsync(string kind) => Store.CountAsync(new() { Kinds = [kind] }, None);

    [Fact]
    public async Task Jobs_of_a_batch_say_so()
    {
        var first = await EnqueueAsync(Batch(New(), New()));
        var second = await EnqueueAsync(Batch(New()));

        Assert.NotEqual(first, second);
        var jobs = await Store.ListAsync(new() { BatchId = first }, null, 10, None);
        Assert.Equal(2, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(first, job.BatchId));
    }

    [Fact]
    public async Task Both_followers_come_once_when_all_have_succeeded()
    {
        await EnqueueAsync(Batch(New(), New()));
        await RunOneAsync();
        Assert.Equal((0, 0), (await CountKindAsync("all well"), await CountKindAsync("all done")));

        await RunOneAsync();

        Assert.Equal((1, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
        Assert.Equal(2, (await DrainAsync()).Count);
        Assert.Equal(4, await CountAsync(JobState.Succeeded));
    }

    [Fact]
    public async Task Followers_are_not_of_the_batch()
    {
        await EnqueueAsync(Batch(New()));
        await RunOneAsync();

        Assert.All(await Store.ListAsync(new() { Kinds = ["all well", "all done"] }, null, 10, None), job => Assert.Null(job.BatchId));
    }

    [Theory]
    [InlineData(JobOutcome.Failed)]
    [InlineData(JobOutcome.Cancelled)]
    public async Task Only_the_end_is_followed_when_one_has_ended_badly(JobOutcome outcome)
    {
        await EnqueueAsync(Batch(New(), New()));
        await RunOneAsync(outcome);
        await RunOneAsync();

        Assert.Equal((0, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task A_job_that_is_retried_and_succeeds_completes_the_batch()
    {
        await EnqueueAsync(Batch(New()));
        var failed = await RunOneAsync(JobOutcome.Failed);
        await ApplyAsync(JobAction.Retry, failed.Id);
        await DrainAsync();

        Assert.Equal((1, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_has_not_ended()
    {
        await EnqueueAsync(Batch(New()));
        await RetryLaterAsync(await ClaimOneAsync(), Hour);

        Assert.Equal(0, await CountKindAsync("all done"));
    }

    [Fact]
    public async Task A_released_job_has_not_ended()
    {
        await EnqueueAsync(Batch(New()));
        await RunOneAsync(JobOutcome.Released);

        Assert.Equal(0, await CountKindAsync("all done"));
    }

    [Theory]
    [InlineData(JobAction.Cancel)]
    [InlineData(JobAction.Discard)]
    public async Task A_job_that_somebody_ends_counts_as_ended_but_not_as_succeeded(JobAction action)
    {
        var batch = await EnqueueAsync(Batch(New(), New()));
        await RunOneAsync();
        var left = Assert.Single(await Store.ListAsync(new() { BatchId = batch, States = [JobState.Ready] }, null, 10, None));

        await ApplyAsync(action, left.Id);

        Assert.Equal((0, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task Discarding_what_has_failed_follows_nothing_again()
    {
        await EnqueueAsync(Batch(New()));
        var failed = await RunOneAsync(JobOutcome.Failed);
        await ApplyAsync(JobAction.Discard, failed.Id);

        Assert.Equal((0, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task Jobs_of_a_batch_may_come_after_one_another()
    {
        var batch = await EnqueueAsync(Batch(New(), New() with { AfterPlaces = [0] }));
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(1, await Store.CountAsync(new() { BatchId = batch, States = [JobState.Cancelled] }, None));
        Assert.Equal(1, await CountKindAsync("all done"));
    }

    [Fact]
    public async Task A_batch_whose_first_job_is_cancelled_from_the_beginning_waits_for_the_others()
    {
        var parent = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Failed);

        await EnqueueAsync(Batch(After(parent), New()));
        Assert.Equal(0, await CountKindAsync("all done"));

        await RunOneAsync();
        Assert.Equal((0, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task Duplicates_are_not_of_the_batch()
    {
        var held = await EnqueueAsync(Unique("key"));

        var batch = await EnqueueAsync(Batch(Unique("key"), New()));

        Assert.Equal(1, await Store.CountAsync(new() { BatchId = batch }, None));
        Assert.Null((await FindAsync(held)).BatchId);
        await RunOneAsync();
        Assert.Equal((0, 0), (await CountKindAsync("all well"), await CountKindAsync("all done")));
        await DrainAsync();
        Assert.Equal((1, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Theory]
    [InlineData(UniqueScope.UntilEnded)]
    [InlineData(UniqueScope.Time)]
    public async Task A_batch_of_a_duplicate_waits_for_the_original(UniqueScope scope)
    {
        var twin = Unique("key", scope, scope == UniqueScope.Time ? Hour : null);
        await EnqueueAsync(twin with { Delay = Minute });

        await EnqueueAsync(Batch(twin, twin));
        await EnqueueAsync(Batch(twin));
        Assert.Equal((0, 0), (await CountKindAsync("all well"), await CountKindAsync("all done")));

        await AdvanceAndSweepAsync(2 * Minute);
        await RunOneAsync();
        Assert.Equal((2, 2), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task A_batch_of_a_duplicate_ends_with_the_original_and_succeeds_when_that_is_retried()
    {
        var original = await EnqueueAsync(Unique("key"));
        await EnqueueAsync(Batch(Unique("key")));
        await RunOneAsync(JobOutcome.Failed);
        Assert.Equal((0, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));

        await ApplyAsync(JobAction.Retry, original);
        await DrainAsync();
        Assert.Equal((1, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task A_batch_of_a_duplicate_of_a_job_that_has_failed_has_ended_but_not_succeeded()
    {
        var original = await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        await RunOneAsync(JobOutcome.Failed);
        await EnqueueAsync(Batch(Unique("key", UniqueScope.Time, Hour)));
        Assert.Equal((0, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));

        await ApplyAsync(JobAction.Retry, original);
        await DrainAsync();
        Assert.Equal(1, await CountKindAsync("all well"));
    }

    [Fact]
    public async Task A_batch_of_a_duplicate_of_a_job_that_has_succeeded_has_succeeded_at_once()
    {
        await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        await RunOneAsync();

        await EnqueueAsync(Batch(Unique("key", UniqueScope.Time, Hour)));

        Assert.Equal((1, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }

    [Fact]
    public async Task A_batch_needs_no_followers()
    {
        await EnqueueAsync(new NewBatch([New(), New()]));
        await DrainAsync();

        Assert.Equal(2, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_batch_counts_also_when_its_jobs_are_not_kept()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        await EnqueueAsync(Batch(New(), New(), New()));

        Assert.Equal(5, (await DrainAsync()).Count);
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_refused_batch_leaves_nothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => EnqueueAsync(Batch(New(), After(new JobId(4711)))));

        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task Workers_at_the_same_time_start_the_followers_once()
    {
        await EnqueueAsync(Batch([.. Enumerable.Range(0, 100).Select(_ => New())]));
        var jobs = await ClaimAsync();

        await Task.WhenAll(jobs.Chunk(7).Select(part => Task.Run(async () =>
            await Store.FinishAsync(await WorkerAsync(), [.. part.Select(job => new JobFinish(job.Id, job.Term, JobOutcome.Succeeded))], None))));

        Assert.Equal((1, 1), (await CountKindAsync("all well"), await CountKindAsync("all done")));
    }
}
