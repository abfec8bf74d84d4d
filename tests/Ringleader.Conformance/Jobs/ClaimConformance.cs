using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class ClaimConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static NewJob WithPriority(int priority, string queue = JobDefaults.Queue) => New() with { Priority = priority, Queue = queue };

    [Fact]
    public async Task An_empty_store_hands_out_nothing()
    {
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Higher_priority_goes_first()
    {
        var ids = await EnqueueAsync(WithPriority(0), WithPriority(int.MinValue), WithPriority(10), WithPriority(-5), WithPriority(int.MaxValue));

        Assert.Equal([ids[4].Value, ids[2].Value, ids[0].Value, ids[3].Value, ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Of_one_priority_the_oldest_goes_first()
    {
        var ids = await EnqueueAsync(New(), New(), New());

        Assert.Equal([ids[0].Value], await ClaimIdsAsync(1));
        Assert.Equal([ids[1].Value, ids[2].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Of_one_priority_the_one_that_is_due_longest_goes_first()
    {
        var now = await Store.GetTimeAsync(None);
        var ids = await EnqueueAsync(New(), New() with { RunAt = now - Hour }, New() with { RunAt = now - (2 * Hour) });

        Assert.Equal([ids[2].Value, ids[1].Value, ids[0].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task An_early_job_goes_first_also_when_it_comes_late()
    {
        var late = await EnqueueAsync(New(), New());
        var early = await EnqueueAsync(New() with { RunAt = await Store.GetTimeAsync(None) - Hour });
        var last = await EnqueueAsync(New());

        Assert.Equal([early.Value, late[0].Value, late[1].Value, last.Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_claim_brings_at_most_what_it_asks_for()
    {
        await EnqueueAsync(New(), New(), New());

        Assert.Equal(2, (await ClaimAsync(2)).Count);
        Assert.Single(await ClaimAsync(2));
        Assert.Empty(await ClaimAsync(2));
    }

    [Fact]
    public async Task A_claim_for_nothing_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ClaimAsync(0));
    }

    [Fact]
    public async Task Claims_at_the_same_time_never_share_a_job()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 200).Select(_ => New())]);
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => StartAsync($"worker {number}")));

        var claims = await Task.WhenAll(leases.Select(lease => Task.Run(async () =>
        {
            var mine = new List<ClaimedJob>();
            while (await Store.ClaimAsync(lease, new(7, []), None) is { Count: > 0 } jobs)
            {
                mine.AddRange(jobs);
            }

            return mine;
        })));

        ClaimedJob[] all = [.. claims.SelectMany(claim => claim)];
        Assert.Equal(200, all.Length);
        Assert.Equal(200, all.Select(job => job.Id).Distinct().Count());
        Assert.Equal(200, all.Select(job => job.Term).Distinct().Count());
    }

    [Fact]
    public async Task A_claim_brings_jobs_of_its_queues_only()
    {
        var ids = await EnqueueAsync(WithPriority(0, "a"), WithPriority(0, "b"), WithPriority(0, "c"));

        Assert.Equal([ids[1].Value], await ClaimIdsAsync(10, "b"));
        Assert.Empty(await ClaimIdsAsync(10, "b", "d"));
        Assert.Equal([ids[0].Value, ids[2].Value], await ClaimIdsAsync(10, "c", "a"));
    }

    [Fact]
    public async Task Names_of_queues_differ_in_case()
    {
        await EnqueueAsync(WithPriority(0, "Mail"));

        Assert.Empty(await ClaimIdsAsync(10, "mail"));
    }

    [Fact]
    public async Task A_claim_without_queues_is_for_all()
    {
        await EnqueueAsync(WithPriority(0, "a"), WithPriority(0, "b"), New());

        Assert.Equal(3, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task Urgency_counts_over_all_queues_of_a_claim()
    {
        var ids = await EnqueueAsync(WithPriority(1, "a"), WithPriority(3, "b"), WithPriority(2, "a"), WithPriority(0, "b"));

        Assert.Equal([ids[1].Value, ids[2].Value, ids[0].Value, ids[3].Value], await ClaimIdsAsync(10, "a", "b"));
    }

    [Fact]
    public async Task Queues_in_order_are_emptied_one_after_the_other()
    {
        var ids = await EnqueueAsync(WithPriority(9, "b"), WithPriority(0, "a"), WithPriority(1, "a"));

        var claimed = await ClaimAsync(new JobClaim(10, ["a", "b"], InOrder: true));

        Assert.Equal([ids[2], ids[1], ids[0]], claimed.Select(job => job.Id));
    }

    [Fact]
    public async Task A_queue_that_is_named_twice_is_one_queue()
    {
        await EnqueueAsync(New(), New());

        Assert.Equal(2, (await ClaimIdsAsync(10, JobDefaults.Queue, JobDefaults.Queue)).Distinct().Count());
    }

    [Fact]
    public async Task Bounds_of_priority_are_inclusive()
    {
        var ids = await EnqueueAsync(WithPriority(1), WithPriority(2), WithPriority(3), WithPriority(4), WithPriority(5));

        var claimed = await ClaimAsync(new JobClaim(10, [], MinPriority: 2, MaxPriority: 4));

        Assert.Equal([ids[3], ids[2], ids[1]], claimed.Select(job => job.Id));
    }

    [Fact]
    public async Task One_bound_of_priority_is_enough()
    {
        var ids = await EnqueueAsync(WithPriority(-1), WithPriority(0), WithPriority(1));

        Assert.Equal(ids[2], Assert.Single(await ClaimAsync(new JobClaim(10, [], MinPriority: 1))).Id);
        Assert.Equal(ids[0], Assert.Single(await ClaimAsync(new JobClaim(10, [], MaxPriority: -1))).Id);
    }

    [Fact]
    public async Task Terms_grow_with_each_job_that_is_handed_out()
    {
        await EnqueueAsync(New(), New(), New());

        var terms = (await ClaimAsync(2)).Concat(await ClaimAsync()).Select(job => job.Term).ToArray();

        Assert.True(terms.Min() > 0);
        Assert.Equal(3, terms.Distinct().Count());
        Assert.True(terms[2] > Math.Max(terms[0], terms[1]));
    }

    [Fact]
    public async Task A_later_attempt_has_a_greater_term()
    {
        await EnqueueAsync(New());
        var first = await RunOneAsync(JobOutcome.Released);

        Assert.True((await ClaimOneAsync()).Term > first.Term);
    }

    [Fact]
    public async Task A_claimed_job_runs()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartAsync("host:web-3");

        var claimed = Assert.Single(await Store.ClaimAsync(lease, new(1, []), None));

        var job = await FindAsync(id);
        Assert.Equal((JobState.Running, "host:web-3", claimed.Term), (job.State, job.Worker, job.Term));
    }

    [Fact]
    public async Task A_claimed_job_has_all_that_its_handler_needs()
    {
        var id = await EnqueueAsync(New("kind") with
        {
            Version = 2,
            Queue = "q",
            MaxAttempts = 9,
            TimeLimit = 3 * Minute,
            Tags = ["one", "two"],
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        });

        var job = await ClaimOneAsync();

        Assert.Equal((id, "kind", 2, "q", 1, 9, 0), (job.Id, job.Kind, job.Version, job.Queue, job.Attempt, job.MaxAttempts, job.Crashes));
        Assert.Equal(3 * Minute, job.TimeLimit);
        Assert.Equal(["one", "two"], job.Tags);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", job.TraceParent);
        Assert.Empty(job.State);
    }

    [Fact]
    public async Task A_claimed_job_says_how_long_it_was_due()
    {
        await EnqueueAsync(New());
        await AdvanceAsync(10 * Minute);

        Assert.InRange((await ClaimOneAsync()).Waited, 10 * Minute, 11 * Minute);
    }

    [Fact]
    public async Task Time_before_a_job_is_due_does_not_count_as_waiting()
    {
        await EnqueueAsync(New() with { Delay = 10 * Minute });
        await AdvanceAndSweepAsync(15 * Minute);

        Assert.InRange((await ClaimOneAsync()).Waited, 5 * Minute, 6 * Minute);
    }

    [Fact]
    public async Task A_scheduled_job_is_handed_out_when_its_time_has_come_and_not_before()
    {
        var id = await EnqueueAsync(New() with { Delay = 10 * Minute });

        await AdvanceAndSweepAsync(8 * Minute);
        Assert.Empty(await ClaimAsync());

        await AdvanceAndSweepAsync(3 * Minute);
        Assert.Equal(id, (await ClaimOneAsync()).Id);
    }

    [Fact]
    public async Task Due_jobs_go_by_priority_and_not_by_their_time()
    {
        var ids = await EnqueueAsync(New() with { Delay = Minute }, New() with { Delay = 2 * Minute, Priority = 1 });
        await AdvanceAndSweepAsync(5 * Minute);

        Assert.Equal([ids[1].Value, ids[0].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_worker_that_nobody_knows_gets_nothing()
    {
        await EnqueueAsync(New());

        Assert.Empty(await Store.ClaimAsync(new(4711, Minute), new(1, []), None));
    }
}
