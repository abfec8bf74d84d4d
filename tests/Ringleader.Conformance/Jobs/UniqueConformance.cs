using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class UniqueConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task A_second_job_of_a_key_is_a_duplicate_of_the_first()
    {
        var first = await EnqueueForReceiptAsync(Unique("key"));

        var second = await EnqueueForReceiptAsync(Unique("key"));

        Assert.Equal((first.Id, false, true), (second.Id, first.IsDuplicate, second.IsDuplicate));
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_duplicate_changes_nothing_of_the_first()
    {
        var id = await EnqueueAsync(Unique("key"));
        await EnqueueAsync(Unique("key") with { Priority = 9, Queue = "other", Arguments = Json("[1]") });

        var job = await FindAsync(id);
        Assert.Equal((0, JobDefaults.Queue, "{}"), (job.Priority, job.Queue, job.Arguments));
    }

    [Fact]
    public async Task Keys_of_other_kinds_and_other_keys_are_free()
    {
        await EnqueueAsync(Unique("key"));

        Assert.False((await EnqueueForReceiptAsync(Unique("key") with { Kind = "other" })).IsDuplicate);
        Assert.False((await EnqueueForReceiptAsync(Unique("Key"))).IsDuplicate);
        Assert.False((await EnqueueForReceiptAsync(New())).IsDuplicate);
    }

    [Fact]
    public async Task Two_of_a_key_in_one_call_are_one_job()
    {
        var receipts = await Store.EnqueueAsync([Unique("key"), New(), Unique("key")], None);

        Assert.Equal(receipts[0].Id, receipts[2].Id);
        Assert.Equal([false, false, true], receipts.Select(receipt => receipt.IsDuplicate));
    }

    [Fact]
    public async Task Callers_with_one_key_at_the_same_time_get_one_job()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => EnqueueForReceiptAsync(Unique("key")))));

        Assert.Single(receipts, receipt => !receipt.IsDuplicate);
        Assert.Single(receipts.Select(receipt => receipt.Id).Distinct());
    }

    [Fact]
    public async Task A_key_until_the_end_is_held_while_the_job_runs_and_waits_for_its_next_attempt()
    {
        await EnqueueAsync(Unique("key"));
        var job = await ClaimOneAsync();
        Assert.True((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);

        await RetryLaterAsync(job, Hour);
        Assert.True((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Failed)]
    [InlineData(JobOutcome.Cancelled)]
    public async Task A_key_until_the_end_is_free_when_the_job_has_ended(JobOutcome outcome)
    {
        await EnqueueAsync(Unique("key"));
        await RunOneAsync(outcome);

        Assert.False((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);
    }

    [Theory]
    [InlineData(JobAction.Cancel)]
    [InlineData(JobAction.Discard)]
    public async Task A_key_is_free_when_somebody_ends_the_job(JobAction action)
    {
        var id = await EnqueueAsync(Unique("key"));
        await ApplyAsync(action, id);

        Assert.False((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);
    }

    [Fact]
    public async Task A_key_until_the_start_is_free_once_the_job_runs()
    {
        await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));
        Assert.True((await EnqueueForReceiptAsync(Unique("key", UniqueScope.UntilStarted))).IsDuplicate);

        await ClaimOneAsync();

        Assert.False((await EnqueueForReceiptAsync(Unique("key", UniqueScope.UntilStarted))).IsDuplicate);
    }

    [Fact]
    public async Task A_job_that_has_started_does_not_take_its_key_again()
    {
        var first = await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));
        await RunOneAsync(JobOutcome.Released);
        var second = await EnqueueForReceiptAsync(Unique("key", UniqueScope.UntilStarted));

        Assert.False(second.IsDuplicate);
        Assert.Equal([first.Value, second.Id.Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task The_end_of_an_old_job_does_not_free_the_key_of_the_next()
    {
        await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));
        var first = await ClaimOneAsync();
        var second = await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));

        await FinishAsync(first);

        Assert.Equal(new JobReceipt(second, IsDuplicate: true), await EnqueueForReceiptAsync(Unique("key", UniqueScope.UntilStarted)));
    }

    [Fact]
    public async Task A_key_for_a_time_is_held_for_that_time_whatever_becomes_of_the_job()
    {
        var id = await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        await RunOneAsync();

        await AdvanceAndSweepAsync(50 * Minute);
        Assert.Equal(new JobReceipt(id, IsDuplicate: true), await EnqueueForReceiptAsync(Unique("key", UniqueScope.Time, Hour)));

        await AdvanceAndSweepAsync(11 * Minute);
        Assert.False((await EnqueueForReceiptAsync(Unique("key", UniqueScope.Time, Hour))).IsDuplicate);
    }

    [Fact]
    public async Task A_key_for_a_time_is_held_also_when_the_job_is_no_longer_kept()
    {
        await OpenAsync(new JobRetention { Succeeded = TimeSpan.Zero });
        var id = await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        await RunOneAsync();

        Assert.False(await ExistsAsync(id));
        Assert.Equal(new JobReceipt(id, IsDuplicate: true), await EnqueueForReceiptAsync(Unique("key", UniqueScope.Time, Hour)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Failed)]
    [InlineData(JobOutcome.Cancelled)]
    public async Task Discarding_a_job_frees_its_key_for_a_time(JobOutcome? outcome)
    {
        var id = await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        if (outcome is { } ended)
        {
            await RunOneAsync(ended);
        }

        await ApplyAsync(JobAction.Discard, id);

        var next = await EnqueueForReceiptAsync(Unique("key", UniqueScope.Time, Hour));
        Assert.False(next.IsDuplicate);
        Assert.True(await ExistsAsync(next.Id));
    }

    [Fact]
    public async Task Discarding_an_old_job_does_not_free_the_key_of_the_next()
    {
        var old = await EnqueueAsync(Unique("key", UniqueScope.Time, Minute));
        await RunOneAsync();
        await AdvanceAsync(2 * Minute);
        var next = await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        await ApplyAsync(JobAction.Discard, old);

        Assert.Equal(new JobReceipt(next, IsDuplicate: true), await EnqueueForReceiptAsync(Unique("key", UniqueScope.Time, Hour)));
    }

    [Fact]
    public async Task A_key_for_a_time_ends_also_while_the_job_waits()
    {
        await EnqueueAsync(Unique("key", UniqueScope.Time, Hour));
        await AdvanceAsync(61 * Minute);

        Assert.False((await EnqueueForReceiptAsync(Unique("key", UniqueScope.Time, Hour))).IsDuplicate);
        Assert.Equal(2, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task The_scope_of_the_holder_counts()
    {
        await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));
        Assert.True((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);

        await ClaimOneAsync();

        Assert.False((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);
    }

    [Fact]
    public async Task A_retry_by_hand_takes_the_key_again()
    {
        var id = await EnqueueAsync(Unique("key"));
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, id));
        Assert.Equal(new JobReceipt(id, IsDuplicate: true), await EnqueueForReceiptAsync(Unique("key")));
    }

    [Fact]
    public async Task A_job_whose_key_another_has_taken_is_not_retried()
    {
        var id = await EnqueueAsync(Unique("key"));
        await RunOneAsync(JobOutcome.Failed);
        await EnqueueAsync(Unique("key"));

        Assert.Equal(0, await ApplyAsync(JobAction.Retry, id));
        Assert.Equal(JobState.Failed, await StateAsync(id));
    }

    [Fact]
    public async Task Of_two_failed_jobs_of_a_key_one_is_retried()
    {
        var first = await EnqueueAsync(Unique("key"));
        await RunOneAsync(JobOutcome.Failed);
        var second = await EnqueueAsync(Unique("key"));
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, first, second));
        Assert.Equal((1, 1), (await CountAsync(JobState.Ready), await CountAsync(JobState.Failed)));
    }

    [Fact]
    public async Task A_cancelled_job_that_never_started_takes_its_key_until_the_start_again()
    {
        var id = await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));
        await ApplyAsync(JobAction.Cancel, id);
        await ApplyAsync(JobAction.Retry, id);

        Assert.True((await EnqueueForReceiptAsync(Unique("key", UniqueScope.UntilStarted))).IsDuplicate);
    }

    [Fact]
    public async Task A_failed_job_that_had_started_needs_no_key_until_the_start()
    {
        var id = await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));
        await RunOneAsync(JobOutcome.Failed);
        await EnqueueAsync(Unique("key", UniqueScope.UntilStarted));

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, id));
    }

    [Fact]
    public async Task A_duplicate_can_be_come_after()
    {
        var first = await EnqueueAsync(Unique("key"));
        var ids = await EnqueueAsync(Unique("key"), New() with { AfterPlaces = [0] });

        Assert.Equal(JobState.Waiting, await StateAsync(ids[1]));
        Assert.Equal([first, ids[1]], await DrainAsync());
    }
}
