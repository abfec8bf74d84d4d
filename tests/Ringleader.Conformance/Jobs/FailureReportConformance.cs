using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>Failures that are remembered until they were reported, and how long failed jobs are kept.</summary>
public abstract class FailureReportConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task A_failure_is_given_to_the_one_who_reports_it_with_its_error()
    {
        await TakeAsync();
        var id = await EnqueueAsync(New());
        await FailAsync(await ClaimOneAsync());

        var failure = Assert.Single(await TakeAsync());

        Assert.Equal((id, JobState.Failed, Broken.Message), (failure.Id, failure.State, failure.LastError?.Message));
    }

    [Fact]
    public async Task Jobs_that_failed_before_anyone_asked_are_not_reported()
    {
        await EnqueueAsync(New());
        await FailAsync(await ClaimOneAsync());
        await AdvanceAsync(Minute);

        Assert.Empty(await TakeAsync());
        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task A_failure_that_was_taken_is_given_to_no_one_else_until_its_time_is_over()
    {
        await FailOneAsync();

        Assert.Single(await TakeAsync());
        Assert.Empty(await TakeAsync());
        await AdvanceAsync(6 * Minute);
        Assert.Single(await TakeAsync());
    }

    [Fact]
    public async Task A_confirmed_failure_is_not_given_again()
    {
        var id = await FailOneAsync();
        await TakeAsync();

        await Store.ConfirmFailuresAsync([id], None);

        await AdvanceAsync(Hour);
        Assert.Empty(await TakeAsync());
        Assert.Equal(JobState.Failed, await StateAsync(id));
    }

    [Fact]
    public async Task A_job_that_fails_again_after_a_retry_is_reported_again()
    {
        var id = await FailOneAsync();
        await TakeAsync();
        await ApplyAsync(JobAction.Retry, id);
        await FailAsync(await ClaimOneAsync());

        await Store.ConfirmFailuresAsync([id], None); // Of the first failure, and late.

        Assert.Equal(id, Assert.Single(await TakeAsync()).Id);
    }

    [Fact]
    public async Task A_failed_job_that_was_retried_or_discarded_is_not_reported()
    {
        var ids = new[] { await FailOneAsync(), await FailOneAsync() };
        await ApplyAsync(JobAction.Retry, ids[0]);
        await ApplyAsync(JobAction.Discard, ids[1]);

        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task Jobs_that_are_retried_succeed_or_are_cancelled_are_not_reported()
    {
        await TakeAsync();
        var parent = await EnqueueAsync(New());
        await EnqueueAsync(After(parent));
        await EnqueueAsync(New() with { Priority = -1 }, New() with { Priority = -2 }, New() with { Priority = -3 });
        await FailAsync(await ClaimOneAsync());
        await RetryLaterAsync(await ClaimOneAsync(), Hour);
        await RunOneAsync();
        await RunOneAsync(JobOutcome.Cancelled);

        Assert.Equal(parent, Assert.Single(await TakeAsync()).Id);
    }

    [Fact]
    public async Task A_job_that_fails_because_its_workers_died_is_reported()
    {
        await TakeAsync();
        var id = await EnqueueAsync(New());
        for (var death = 0; death < 10 && await StateAsync(id) != JobState.Failed; death++)
        {
            var worker = await StartAsync(lease: Second);
            await Store.ClaimAsync(worker, new JobClaim(1, []), None);
            await AdvanceAsync(10 * Minute);
            await SweepAsync(maxCrashes: 1);
        }

        Assert.Equal(id, Assert.Single(await TakeAsync()).Id);
    }

    [Fact]
    public async Task Failures_are_taken_oldest_first_and_no_more_than_asked_for()
    {
        var ids = new List<JobId>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add(await FailOneAsync());
            await AdvanceAsync(Second);
        }

        Assert.Equal(ids.Take(3), (await TakeAsync(3)).Select(job => job.Id));
        Assert.Equal(ids.Skip(3), (await TakeAsync(3)).Select(job => job.Id));
    }

    [Fact]
    public async Task Callers_at_the_same_time_do_not_get_the_same_failure()
    {
        var ids = new List<JobId>();
        for (var number = 0; number < 12; number++)
        {
            ids.Add(await FailOneAsync());
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TakeAsync(2))));

        var once = taken.SelectMany(jobs => jobs).Select(job => job.Id).ToList();
        Assert.Equal(once.Count, once.Distinct().Count());
        once.AddRange((await TakeAsync()).Select(job => job.Id)); // Those that were passed over because somebody had them locked.
        Assert.Equal(ids.OrderBy(id => id.Value), once.OrderBy(id => id.Value));
    }

    [Fact]
    public async Task A_failed_job_is_kept_for_the_time_of_the_store_and_then_goes()
    {
        await OpenAsync(new() { Failed = Day, Succeeded = Minute });
        var id = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Failed);

        await AdvanceAndSweepAsync(23 * Hour);
        Assert.Equal(JobState.Failed, await StateAsync(id));

        await AdvanceAsync(2 * Hour);
        Assert.Equal(1, (await SweepAsync()).Pruned);
        Assert.False(await ExistsAsync(id));
    }

    [Fact]
    public async Task A_failed_job_is_kept_for_its_own_time()
    {
        await OpenAsync(new() { Failed = Day });
        var ids = await EnqueueAsync(New() with { KeepFailed = Hour }, New() with { KeepFailed = 7 * Day, Group = "g" }, New());
        for (var number = 0; number < ids.Length; number++)
        {
            await RunOneAsync(JobOutcome.Failed);
        }

        await AdvanceAndSweepAsync(2 * Hour);
        Assert.Equal("False True True", string.Join(" ", await Task.WhenAll(ids.Select(ExistsAsync))));
        await AdvanceAndSweepAsync(2 * Day);
        Assert.Equal("False True False", string.Join(" ", await Task.WhenAll(ids.Select(ExistsAsync))));
        await AdvanceAndSweepAsync(6 * Day);
        Assert.False(await ExistsAsync(ids[1]));
    }

    [Fact]
    public async Task The_time_to_keep_many_failed_jobs_survives_their_enqueue_and_a_retry()
    {
        var ids = await EnqueueAsync([.. Enumerable.Range(0, 150).Select(_ => New() with { KeepFailed = 10 * Minute })]);
        foreach (var job in await ClaimAsync(200))
        {
            await FailAsync(job);
        }

        Assert.Equal(ids.Length, await ApplyAsync(JobAction.Retry, ids));
        await AdvanceAndSweepAsync(20 * Minute);
        Assert.Equal(ids.Length, await CountAsync(JobState.Ready));
        foreach (var job in await ClaimAsync(200))
        {
            await FailAsync(job);
        }

        await AdvanceAndSweepAsync(20 * Minute);
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task The_time_to_keep_results_says_nothing_of_failed_jobs()
    {
        var id = await EnqueueAsync(New() with { KeepResult = TimeSpan.Zero });
        await RunOneAsync(JobOutcome.Failed);
        await AdvanceAndSweepAsync(100 * Day);

        Assert.Equal(JobState.Failed, await StateAsync(id));
    }

    private async Task<JobId> FailOneAsync()
    {
        await Store.TakeFailuresAsync(0, 5 * Minute, None);
        var id = await EnqueueAsync(New() with { Priority = 100 });
        await FailAsync(await ClaimOneAsync());
        return id;
    }

    private Task<IReadOnlyList<JobSnapshot>> TakeAsync(int count = 100) => Store.TakeFailuresAsync(count, 5 * Minute, None);
}
