using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class LimitConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private const string DefaultQueue = JobLimit.QueuePrefix + JobDefaults.Queue;

    private Task LimitAsync(string name, int? running = null, int? starts = null, TimeSpan? per = null) => Store.SetLimitAsync(new(name, running, starts, per), None);

    [Fact]
    public async Task Without_a_limit_all_jobs_of_a_key_may_run()
    {
        await EnqueueAsync(Keyed(), Keyed(), Keyed());

        Assert.Equal(3, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task As_many_jobs_of_a_key_are_ready_as_its_limit_allows()
    {
        await LimitAsync("key:k", 2);
        var ids = await EnqueueAsync(Keyed(), Keyed(), Keyed(), Keyed());

        Assert.Equal([JobState.Ready, JobState.Ready, JobState.Waiting, JobState.Waiting], await Task.WhenAll(ids.Select(StateAsync)));
        Assert.Equal([ids[0].Value, ids[1].Value], await ClaimIdsAsync());
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Keys_do_not_hold_up_one_another_nor_jobs_of_none()
    {
        await LimitAsync("key:k", 1);
        await EnqueueAsync(Keyed(), Keyed(), Keyed("other"), New());

        Assert.Equal(3, (await ClaimAsync()).Count);
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Failed)]
    [InlineData(JobOutcome.Cancelled)]
    public async Task The_next_of_a_key_is_let_through_when_one_has_ended(JobOutcome outcome)
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed(), Keyed());
        await RunOneAsync(outcome);

        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task The_most_urgent_of_a_key_is_let_through_next()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed(), Keyed() with { Priority = 5 });

        Assert.Equal([ids[0], ids[2], ids[1]], await DrainAsync());
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_holds_no_slot()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed());
        await RetryLaterAsync(await ClaimOneAsync(), 10 * Minute);

        var second = await ClaimOneAsync();
        Assert.Equal(ids[1], second.Id);

        await AdvanceAndSweepAsync(11 * Minute);
        Assert.Empty(await ClaimAsync());
        await FinishAsync(second);
        Assert.Equal([ids[0].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_scheduled_job_holds_no_slot()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed() with { Delay = 10 * Minute }, Keyed());

        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
        await AdvanceAndSweepAsync(11 * Minute);
        Assert.Equal(JobState.Waiting, await StateAsync(ids[0]));
    }

    [Fact]
    public async Task A_released_job_keeps_its_slot()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed() with { Priority = 5 });
        await RunOneAsync(JobOutcome.Released);

        Assert.Equal([ids[0].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_dead_worker_gives_its_slots_back()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed());
        await Store.ClaimAsync(await StartAsync("mortal", 10 * Minute), new(10, []), None);
        await RescueAsync();

        Assert.Equal([ids[1].Value], await ClaimIdsAsync()); // The first waited a little before it was due again.
    }

    [Theory]
    [InlineData(JobAction.Cancel)]
    [InlineData(JobAction.Discard)]
    public async Task A_ready_job_that_is_ended_by_somebody_gives_its_slot_back(JobAction action)
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed());
        await ApplyAsync(action, ids[0]);

        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_job_that_is_ended_while_it_waits_for_a_slot_is_not_let_through()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed(), Keyed());
        await ApplyAsync(JobAction.Cancel, ids[1]);

        Assert.Equal([ids[0], ids[2]], await DrainAsync());
    }

    [Fact]
    public async Task The_limit_of_all_keys_holds_for_each_of_them()
    {
        await LimitAsync(JobLimit.AllKeys, 1);
        await EnqueueAsync(Keyed("a"), Keyed("a"), Keyed("b"), Keyed("b"));

        Assert.Equal(2, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task The_own_limit_of_a_key_goes_before_that_of_all()
    {
        await LimitAsync(JobLimit.AllKeys, 1);
        await LimitAsync("key:a", 2);
        await EnqueueAsync(Keyed("a"), Keyed("a"), Keyed("a"), Keyed("b"), Keyed("b"));

        Assert.Equal(3, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_limit_of_none_holds_all_back()
    {
        await LimitAsync("key:k", 0);
        await LimitAsync(DefaultQueue, 0);
        await EnqueueAsync(Keyed() with { Queue = "other" }, New());

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_raised_limit_lets_jobs_through_at_once()
    {
        await LimitAsync("key:k", 1);
        await EnqueueAsync(Keyed(), Keyed(), Keyed());
        Assert.Single(await ClaimAsync());

        await LimitAsync("key:k", 2);
        Assert.Single(await ClaimAsync());

        await LimitAsync("key:k");
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task A_lowered_limit_holds_for_what_has_not_started()
    {
        await LimitAsync("key:k", 3);
        var ids = await EnqueueAsync(Keyed(), Keyed(), Keyed());
        var first = await ClaimOneAsync();

        await LimitAsync("key:k", 1);
        Assert.Empty(await ClaimAsync());
        Assert.Equal([JobState.Running, JobState.Waiting, JobState.Waiting], await Task.WhenAll(ids.Select(StateAsync)));

        await FinishAsync(first);
        Assert.Equal([ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_limit_that_is_set_late_counts_what_runs()
    {
        await EnqueueAsync(Keyed(), Keyed(), Keyed());
        var running = await ClaimAsync(2);

        await LimitAsync("key:k", 2);
        Assert.Empty(await ClaimAsync());

        await FinishAsync(running[0]);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task The_limit_of_all_keys_works_also_when_it_is_set_late()
    {
        await EnqueueAsync(Keyed("a"), Keyed("a"), Keyed("b"));
        await LimitAsync(JobLimit.AllKeys, 1);
        Assert.Equal(2, (await ClaimAsync()).Count);

        await LimitAsync(JobLimit.AllKeys);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task A_group_and_a_key_both_have_to_agree()
    {
        await LimitAsync("key:k", 1);
        var ids = await EnqueueAsync(Keyed(), Keyed() with { Group = "g" }, New() with { Group = "g" });
        Assert.Equal([ids[0].Value], await ClaimIdsAsync());

        await ApplyAsync(JobAction.Cancel, ids[1]);

        Assert.Equal([ids[2].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_queue_runs_at_most_as_many_as_its_limit()
    {
        await LimitAsync(DefaultQueue, 2);
        await EnqueueAsync(New(), New(), New());

        var running = await ClaimAsync();
        Assert.Equal(2, running.Count);
        Assert.Empty(await ClaimAsync());

        await FinishAsync(running[0], JobOutcome.Released);
        Assert.Single(await ClaimAsync());
        await FinishAsync(running[1]);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Jobs_of_a_limited_queue_stay_ready()
    {
        await LimitAsync(DefaultQueue, 1);
        await EnqueueAsync(New(), New());
        await ClaimAsync();

        Assert.Equal(1, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task Queues_at_their_limit_do_not_hold_up_others()
    {
        await LimitAsync("queue:a", 1);
        await EnqueueAsync(New() with { Queue = "a", Priority = 9 }, New() with { Queue = "a", Priority = 9 }, New() with { Queue = "b" });

        Assert.Equal(["a", "b"], (await ClaimAsync()).Select(job => job.Queue));
    }

    [Fact]
    public async Task A_limit_of_a_queue_counts_over_all_workers()
    {
        await LimitAsync(DefaultQueue, 5);
        await EnqueueAsync([.. Enumerable.Range(0, 40).Select(_ => New())]);
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => StartAsync($"worker {number}")));

        var claims = await Task.WhenAll(leases.Select(lease => Task.Run(() => Store.ClaimAsync(lease, new(3, []), None))));

        Assert.Equal(5, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task A_limit_of_a_key_counts_over_all_workers()
    {
        await LimitAsync("key:k", 5);
        await EnqueueAsync([.. Enumerable.Range(0, 40).Select(_ => Keyed())]);
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => StartAsync($"worker {number}")));

        var claims = await Task.WhenAll(leases.Select(lease => Task.Run(() => Store.ClaimAsync(lease, new(3, []), None))));

        Assert.Equal(5, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task A_rate_lets_so_many_start_and_then_one_after_the_other()
    {
        await LimitAsync(DefaultQueue, starts: 3, per: 90 * Minute);
        await EnqueueAsync([.. Enumerable.Range(0, 10).Select(_ => New())]);

        Assert.Equal(3, (await DrainAsync()).Count);
        await AdvanceAsync(25 * Minute);
        Assert.Empty(await ClaimAsync());
        await AdvanceAsync(10 * Minute);
        Assert.Single(await DrainAsync());
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_rate_saves_up_no_more_than_its_number()
    {
        await LimitAsync(DefaultQueue, starts: 3, per: Minute);
        await EnqueueAsync([.. Enumerable.Range(0, 10).Select(_ => New())]);
        await AdvanceAsync(30 * Minute);

        Assert.Equal(3, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_rate_and_a_number_both_have_to_agree()
    {
        await LimitAsync(DefaultQueue, running: 1, starts: 2, per: 10 * Hour);
        await EnqueueAsync(New(), New(), New());

        await FinishAsync(await ClaimOneAsync());
        await FinishAsync(await ClaimOneAsync());
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_rate_of_none_lets_nothing_start()
    {
        await LimitAsync(DefaultQueue, starts: 0, per: Minute);
        await EnqueueAsync(New());
        await AdvanceAsync(50 * Minute);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_limit_that_is_removed_limits_nothing()
    {
        await LimitAsync(DefaultQueue, running: 1, starts: 1, per: Hour);
        await EnqueueAsync(New(), New(), New());
        Assert.Single(await ClaimAsync());

        await LimitAsync(DefaultQueue);

        Assert.Equal(2, (await ClaimAsync()).Count);
        Assert.Empty(await Store.ListLimitsAsync(None));
    }

    [Fact]
    public async Task Limits_are_listed_by_name_as_they_were_set_last()
    {
        await LimitAsync("queue:mail", 3, 100, Minute);
        await LimitAsync("key:b", 1);
        await LimitAsync("key:b", 2);
        await LimitAsync(JobLimit.AllKeys, 5);

        Assert.Equal([new("key:*", 5), new("key:b", 2), new("queue:mail", 3, 100, Minute)], await Store.ListLimitsAsync(None));
    }

    [Theory]
    [InlineData("mail", 1, null, null)]
    [InlineData("queue:", 1, null, null)]
    [InlineData("key:", 1, null, null)]
    [InlineData("queue:mail", -1, null, null)]
    [InlineData("queue:mail", null, -1, 60)]
    [InlineData("queue:mail", null, 1, null)]
    [InlineData("queue:mail", null, 1, 0)]
    [InlineData("queue:mail", 1, null, 60)]
    [InlineData("key:mail", null, 1, 60)]
    public async Task Limits_that_make_no_sense_are_refused(string name, int? running, int? starts, int? seconds)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => LimitAsync(name, running, starts, seconds is { } time ? TimeSpan.FromSeconds(time) : null));
        Assert.Empty(await Store.ListLimitsAsync(None));
    }
}
