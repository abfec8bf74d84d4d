using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class GroupConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task Only_the_first_of_a_group_is_ready()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped(), Grouped());

        Assert.Equal([JobState.Ready, JobState.Waiting, JobState.Waiting], await Task.WhenAll(ids.Select(StateAsync)));
        Assert.Equal([ids[0].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Jobs_of_a_group_run_in_the_order_of_enqueuing()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped() with { Priority = 9 }, Grouped() with { Priority = 5 }, Grouped());

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_group_reaches_over_queues_and_kinds()
    {
        await EnqueueAsync(Grouped() with { Queue = "a", Kind = "x" }, Grouped() with { Queue = "b", Kind = "y" });

        Assert.Empty(await ClaimIdsAsync(10, "b"));
    }

    [Fact]
    public async Task Groups_do_not_hold_up_one_another_nor_jobs_of_none()
    {
        await EnqueueAsync(Grouped("a"), Grouped("b"), New(), Grouped("a"));

        Assert.Equal(3, (await ClaimAsync()).Count);
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Failed)]
    [InlineData(JobOutcome.Cancelled)]
    public async Task The_next_of_a_group_is_ready_when_the_one_before_has_ended(JobOutcome outcome)
    {
        var ids = await EnqueueAsync(Grouped(), Grouped(), Grouped());
        var first = await ClaimOneAsync();
        Assert.Empty(await ClaimAsync());

        await FinishAsync(first, outcome);

        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_holds_up_its_group()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped());
        await RetryLaterAsync(await ClaimOneAsync(), 10 * Minute);
        await SweepAsync();
        Assert.Empty(await ClaimAsync());

        await AdvanceAndSweepAsync(11 * Minute);

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_released_job_keeps_its_place_in_the_group()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped());
        await RunOneAsync(JobOutcome.Released);

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_rescued_job_keeps_its_place_in_the_group()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped());
        await Store.ClaimAsync(await StartAsync("mortal", 10 * Minute), new(10, []), None);
        await RescueAsync();

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_scheduled_job_holds_up_those_behind_it()
    {
        var ids = await EnqueueAsync(Grouped() with { Delay = 10 * Minute }, Grouped());

        Assert.Equal([JobState.Scheduled, JobState.Waiting], await Task.WhenAll(ids.Select(StateAsync)));
        Assert.Empty(await ClaimAsync());
        await AdvanceAndSweepAsync(11 * Minute);
        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_job_whose_time_comes_while_it_waits_for_its_group_is_ready_when_it_is_its_turn()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped() with { Delay = 10 * Minute });
        await AdvanceAndSweepAsync(11 * Minute);
        Assert.Equal(JobState.Waiting, await StateAsync(ids[1]));

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_job_whose_turn_comes_before_its_time_is_scheduled()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped() with { Delay = 10 * Minute });
        await RunOneAsync();

        Assert.Equal(JobState.Scheduled, await StateAsync(ids[1]));
        Assert.Empty(await ClaimAsync());
    }

    [Theory]
    [InlineData(JobAction.Cancel)]
    [InlineData(JobAction.Discard)]
    public async Task A_group_goes_on_when_somebody_ends_its_first(JobAction action)
    {
        var ids = await EnqueueAsync(Grouped(), Grouped());
        await ApplyAsync(action, ids[0]);

        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
    }

    [Theory]
    [InlineData(JobAction.Cancel)]
    [InlineData(JobAction.Discard)]
    public async Task A_job_that_is_ended_while_it_waits_leaves_the_group(JobAction action)
    {
        var ids = await EnqueueAsync(Grouped(), Grouped(), Grouped());
        await ApplyAsync(action, ids[1]);

        Assert.Equal([ids[0], ids[2]], await DrainAsync());
    }

    [Fact]
    public async Task A_job_retried_by_hand_goes_before_younger_ones_but_not_into_one_that_is_through()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped(), Grouped());
        await RunOneAsync(JobOutcome.Failed);
        var second = await ClaimOneAsync();

        await ApplyAsync(JobAction.Retry, ids[0]);
        Assert.Equal(JobState.Waiting, await StateAsync(ids[0]));
        Assert.Empty(await ClaimAsync());

        await FinishAsync(second);
        Assert.Equal([ids[0], ids[2]], await DrainAsync());
    }

    [Fact]
    public async Task A_group_that_was_empty_begins_anew()
    {
        await EnqueueAsync(Grouped());
        await RunOneAsync();

        Assert.Equal(JobState.Ready, await StateAsync(await EnqueueAsync(Grouped())));
    }

    [Fact]
    public async Task Workers_at_the_same_time_keep_the_order_of_groups()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 60).Select(number => Grouped($"group {number % 4}") with { Priority = number % 3 })]);
        var ran = new System.Collections.Concurrent.ConcurrentQueue<ClaimedJob>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            var lease = await StartAsync($"worker {number}");
            while (ran.Count < 60)
            {
                foreach (var job in await Store.ClaimAsync(lease, new(3, []), None))
                {
                    ran.Enqueue(job);
                    await Store.FinishAsync(lease, [new(job.Id, job.Term, JobOutcome.Succeeded)], None);
                }
            }
        }))).WaitAsync(SafetyNet);

        // Terms grow with the claims, whatever the order in which the workers noted them down.
        Assert.All(ran.GroupBy(job => (job.Id.Value - ran.Min(any => any.Id.Value)) % 4), group =>
            Assert.Equal(group.OrderBy(job => job.Id.Value), group.OrderBy(job => job.Term)));
    }
}
