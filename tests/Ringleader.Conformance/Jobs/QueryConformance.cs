using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class QueryConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private async Task<JobId[]> ListAsync(JobFilter filter, JobId? before = null, int count = 100) =>
        [.. (await Store.ListAsync(filter, before, count, None)).Select(job => job.Id)];

    private async Task AssertFindsAsync(JobFilter filter, params JobId[] expected)
    {
        Assert.Equal(expected.OrderByDescending(id => id.Value), await ListAsync(filter));
        Assert.Equal(expected.Length, await Store.CountAsync(filter, None));
    }

    [Fact]
    public async Task A_job_that_never_was_is_not_found()
    {
        Assert.Null(await Store.FindAsync(new(4711), None));
    }

    [Fact]
    public async Task All_jobs_are_listed_newest_first()
    {
        var ids = await EnqueueAsync(New(), New() with { Priority = 9 }, New());

        await AssertFindsAsync(JobFilter.All, ids);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_overlap()
    {
        var ids = await EnqueueAsync([.. Enumerable.Range(0, 10).Select(_ => New())]);

        var first = await ListAsync(JobFilter.All, count: 4);
        var second = await ListAsync(JobFilter.All, first[^1], 4);
        var third = await ListAsync(JobFilter.All, second[^1], 4);

        Assert.Equal((4, 4, 2), (first.Length, second.Length, third.Length));
        Assert.Equal(ids.Reverse(), [.. first, .. second, .. third]);
        Assert.Empty(await ListAsync(JobFilter.All, third[^1], 4));
    }

    [Fact]
    public async Task A_page_is_not_disturbed_by_jobs_that_come_meanwhile()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        var first = await ListAsync(JobFilter.All, count: 1);
        await EnqueueAsync(New(), New());

        Assert.Equal([ids[1], ids[0]], await ListAsync(JobFilter.All, first[^1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_has_between_one_and_a_thousand_jobs(int count)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync(JobFilter.All, count: count));
    }

    [Fact]
    public async Task Jobs_are_found_by_state()
    {
        var ids = await EnqueueAsync(New(), New(), New() with { Delay = Hour });
        await RunOneAsync();

        await AssertFindsAsync(new() { States = [JobState.Succeeded] }, ids[0]);
        await AssertFindsAsync(new() { States = [JobState.Ready, JobState.Scheduled] }, ids[1], ids[2]);
        await AssertFindsAsync(new() { States = [JobState.Failed] });
    }

    [Fact]
    public async Task Jobs_are_found_by_queue_and_kind()
    {
        var ids = await EnqueueAsync(New("a") with { Queue = "x" }, New("b") with { Queue = "x" }, New("a") with { Queue = "y" });

        await AssertFindsAsync(new() { Queues = ["x"] }, ids[0], ids[1]);
        await AssertFindsAsync(new() { Kinds = ["a"] }, ids[0], ids[2]);
        await AssertFindsAsync(new() { Kinds = ["a"], Queues = ["x"] }, ids[0]);
        await AssertFindsAsync(new() { Kinds = ["a", "b"], Queues = ["x", "y"] }, ids);
    }

    [Fact]
    public async Task Jobs_are_found_by_all_of_their_tags()
    {
        var ids = await EnqueueAsync(New() with { Tags = ["red", "blue"] }, New() with { Tags = ["red"] }, New() with { Tags = ["redder"] }, New());

        await AssertFindsAsync(new() { Tags = ["red"] }, ids[0], ids[1]);
        await AssertFindsAsync(new() { Tags = ["blue", "red"] }, ids[0]);
        await AssertFindsAsync(new() { Tags = ["green"] });
    }

    [Fact]
    public async Task Jobs_are_found_by_number()
    {
        var ids = await EnqueueAsync(New(), New(), New());

        await AssertFindsAsync(Only(ids[0], ids[2], new JobId(4711), ids[0]), ids[0], ids[2]);
        await AssertFindsAsync(Only());
    }

    [Fact]
    public async Task Many_numbers_may_be_given_at_once()
    {
        var ids = await EnqueueAsync([.. Enumerable.Range(0, 1000).Select(_ => New())]);

        Assert.Equal(1000, await Store.CountAsync(Only([.. ids, .. Enumerable.Range(1, 4000).Select(number => new JobId(ids[^1].Value + number))]), None));
    }

    [Fact]
    public async Task Jobs_are_found_by_age()
    {
        var old = await EnqueueAsync(New());
        await AdvanceAsync(Hour);
        var young = await EnqueueAsync(New());
        await AdvanceAsync(10 * Minute);

        await AssertFindsAsync(new() { OlderThan = 30 * Minute }, old);
        await AssertFindsAsync(new() { YoungerThan = 30 * Minute }, young);
        await AssertFindsAsync(new() { OlderThan = 5 * Minute, YoungerThan = Day }, old, young);
        await AssertFindsAsync(new() { OlderThan = 2 * Hour });
    }

    [Fact]
    public async Task Jobs_are_found_by_their_last_error()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        var jobs = await ClaimAsync(2);
        await FailAsync(jobs[0]);
        await FinishAsync(new JobFinish(ids[1], jobs[1].Term, JobOutcome.Failed, Error: Broken with { Type = "Other" }));

        await AssertFindsAsync(new() { ErrorType = Broken.Type }, ids[0]);
    }

    [Fact]
    public async Task Statistics_count_each_queue_by_state()
    {
        await EnqueueAsync(New() with { Queue = "b" }, New() with { Queue = "a" }, New() with { Queue = "a" }, New() with { Queue = "a", Delay = Hour });
        await FinishAsync((await ClaimAsync(1, "a"))[0]);

        var queues = await Store.GetStatisticsAsync(None);

        Assert.Equal(["a", "b"], queues.Select(queue => queue.Queue).Order(StringComparer.Ordinal));
        var a = queues.Single(queue => queue.Queue == "a");
        Assert.Equal(3, a.Counts.Count);
        Assert.Equal((1, 1, 1), (a.Counts[JobState.Succeeded], a.Counts[JobState.Ready], a.Counts[JobState.Scheduled]));
        Assert.False(a.IsPaused);
    }

    [Fact]
    public async Task Statistics_say_how_long_the_oldest_ready_job_is_due()
    {
        await EnqueueAsync(New() with { Delay = 10 * Minute }, New() with { Queue = "later", Delay = Day });
        await AdvanceAsync(20 * Minute);
        await EnqueueAsync(New() with { Priority = 9 });
        await AdvanceAndSweepAsync(10 * Minute);

        var queues = await Store.GetStatisticsAsync(None);

        Assert.InRange(queues.Single(queue => queue.Queue == JobDefaults.Queue).OldestReady!.Value, 20 * Minute, 21 * Minute);
        Assert.Null(queues.Single(queue => queue.Queue == "later").OldestReady);
    }

    [Fact]
    public async Task Statistics_count_along_with_all_that_happens()
    {
        var ids = await EnqueueAsync(New(), New(), New(), New() with { Delay = Hour }, Grouped(), Grouped());
        await RunOneAsync(JobOutcome.Failed);
        await RunOneAsync();
        await ApplyAsync(JobAction.Cancel, ids[3]);
        await ApplyAsync(JobAction.Discard, ids[2]);
        await ApplyAsync(JobAction.Retry, ids[0]);

        var counts = Assert.Single(await Store.GetStatisticsAsync(None)).Counts;

        Assert.Equal(
            [(JobState.Waiting, 1), (JobState.Ready, 2), (JobState.Succeeded, 1), (JobState.Cancelled, 1)],
            counts.OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
    }

    [Fact]
    public async Task Statistics_name_queues_that_have_only_a_pause_or_a_limit()
    {
        await Store.SetPausedAsync(new(Queue: "paused"), isPaused: true, None);
        await Store.SetLimitAsync(new("queue:limited", Running: 1), None);

        var queues = await Store.GetStatisticsAsync(None);

        Assert.Equal([("limited", false), ("paused", true)], queues.OrderBy(queue => queue.Queue, StringComparer.Ordinal).Select(queue => (queue.Queue, queue.IsPaused)));
        Assert.All(queues, queue => Assert.Empty(queue.Counts));
    }

    [Fact]
    public async Task An_empty_store_has_no_queues()
    {
        Assert.Empty(await Store.GetStatisticsAsync(None));
    }
}
