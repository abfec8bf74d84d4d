using Ringleader.Jobs;

namespace Ringleader.Conformance.Jobs;

public abstract class EnqueueConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task A_job_is_ready_as_soon_as_it_is_enqueued()
    {
        var id = await EnqueueAsync(New());

        Assert.Equal(JobState.Ready, await StateAsync(id));
    }

    [Fact]
    public async Task A_job_is_kept_as_it_was_given()
    {
        var id = await EnqueueAsync(New("mail.welcome") with
        {
            Version = 3,
            Arguments = Json("""{"to":"ann"}"""),
            Queue = "mail",
            Priority = 7,
            MaxAttempts = 4,
            Unique = new("ann"),
            Group = "group",
            LimitKey = "tenant",
            Tags = ["red", "blue"],
        });

        var job = await FindAsync(id);
        Assert.Equal(("mail.welcome", 3, "mail", 7, 4), (job.Kind, job.Version, job.Queue, job.Priority, job.MaxAttempts));
        Assert.Equal(("""{"to":"ann"}""", "ann", "group", "tenant"), (job.Arguments, job.UniqueKey, job.Group, job.LimitKey));
        Assert.Equal(["red", "blue"], job.Tags);
    }

    [Fact]
    public async Task A_new_job_has_no_past()
    {
        var job = await FindAsync(await EnqueueAsync(New()));

        Assert.Equal((0, 0, 0L), (job.Attempts, job.Crashes, job.Term));
        Assert.Null(job.EndedAt);
        Assert.Null(job.Worker);
        Assert.Null(job.Progress);
        Assert.Null(job.Result);
        Assert.Null(job.LastError);
        Assert.Null(job.BatchId);
    }

    [Fact]
    public async Task Arguments_come_back_byte_for_byte()
    {
        var arguments = Json("""{"text":"Grüße, 世界 \u0000 '); drop table job; --"}""");
        await EnqueueAsync(New() with { Arguments = arguments });

        Assert.Equal(arguments, (await ClaimOneAsync()).Arguments.ToArray());
    }

    [Fact]
    public async Task Large_arguments_are_kept()
    {
        var arguments = Json($"\"{new string('x', 1_000_000)}\"");
        await EnqueueAsync(New() with { Arguments = arguments });

        Assert.True((await ClaimOneAsync()).Arguments.Span.SequenceEqual(arguments));
    }

    [Fact]
    public async Task Names_may_hold_any_characters()
    {
        const string odd = "a'b\"c%_\\ü世 ;--";
        var id = await EnqueueAsync(New() with { Queue = odd, Tags = [odd], Group = odd, LimitKey = odd, Unique = new(odd) });

        var job = await FindAsync(id);
        Assert.Equal((odd, odd, odd, odd, odd), (job.Queue, job.Tags[0], job.Group, job.LimitKey, job.UniqueKey));
        Assert.Equal(id.Value, Assert.Single(await ClaimIdsAsync(1, odd)));
    }

    [Fact]
    public async Task Numbers_grow_in_the_order_of_enqueuing()
    {
        var first = await EnqueueAsync(New(), New(), New());
        var second = await EnqueueAsync(New(), New());

        long[] all = [.. first.Concat(second).Select(id => id.Value)];
        Assert.True(all[0] > 0);
        Assert.Equal(all.Distinct().Order(), all);
    }

    [Fact]
    public async Task Enqueuing_nothing_gives_no_receipt()
    {
        Assert.Empty(await Store.EnqueueAsync([], None));
    }

    [Fact]
    public async Task A_thousand_jobs_of_one_call_are_all_there()
    {
        var ids = await EnqueueAsync([.. Enumerable.Range(0, 1000).Select(number => New() with { Priority = -number })]);

        Assert.Equal(1000, await CountAsync(JobState.Ready));
        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task Callers_at_the_same_time_all_get_jobs_of_their_own()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => EnqueueAsync(New(), New()))));

        Assert.Equal(64, ids.SelectMany(pair => pair).Distinct().Count());
        Assert.Equal(64, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task A_job_with_a_time_to_come_is_scheduled()
    {
        var at = await Store.GetTimeAsync(None) + Hour;
        var id = await EnqueueAsync(New() with { RunAt = at });

        var job = await FindAsync(id);
        Assert.Equal(JobState.Scheduled, job.State);
        Assert.InRange(job.RunAt, at - TimeSpan.FromMilliseconds(1), at + TimeSpan.FromMilliseconds(1));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_job_with_a_past_time_is_ready()
    {
        var id = await EnqueueAsync(New() with { RunAt = await Store.GetTimeAsync(None) - Hour });

        Assert.Equal(JobState.Ready, await StateAsync(id));
    }

    [Fact]
    public async Task An_instant_may_be_given_in_any_zone()
    {
        var at = (await Store.GetTimeAsync(None) + Hour).ToOffset(TimeSpan.FromHours(9));
        var id = await EnqueueAsync(New() with { RunAt = at });

        await AssertFromNowAsync(Hour, (await FindAsync(id)).RunAt);
    }

    [Fact]
    public async Task A_delay_counts_from_enqueuing()
    {
        await AdvanceAsync(Hour);
        var id = await EnqueueAsync(New() with { Delay = 10 * Minute });

        Assert.Equal(JobState.Scheduled, await StateAsync(id));
        await AssertFromNowAsync(10 * Minute, (await FindAsync(id)).RunAt);
    }

    [Fact]
    public async Task A_delay_of_zero_is_none()
    {
        Assert.Equal(JobState.Ready, await StateAsync(await EnqueueAsync(New() with { Delay = TimeSpan.Zero })));
    }

    [Fact]
    public async Task Time_of_enqueuing_is_that_of_the_stores_clock()
    {
        await AdvanceAsync(5 * Hour);
        var id = await EnqueueAsync(New());

        await AssertFromNowAsync(TimeSpan.Zero, (await FindAsync(id)).EnqueuedAt);
    }

    [Fact]
    public async Task Clock_of_the_store_is_moved_by_the_backend()
    {
        var before = await Store.GetTimeAsync(None);

        await AdvanceAsync(Day);

        Assert.InRange(await Store.GetTimeAsync(None) - before, Day, Day + SafetyNet);
    }

    [Fact]
    public async Task A_job_after_one_that_never_was_is_refused_with_all_of_its_call()
    {
        var known = await EnqueueAsync(New());

        await Assert.ThrowsAsync<ArgumentException>(() => EnqueueAsync(New(), After(known), After(new JobId(known.Value + 1_000_000))));
        await Assert.ThrowsAsync<ArgumentException>(() => EnqueueAsync(After(new JobId(0))));
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task A_job_can_come_only_after_earlier_places_of_its_call(int place)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => EnqueueAsync(New(), New() with { AfterPlaces = [place] }, New()));
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_cancelled_caller_enqueues_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.EnqueueAsync([New()], new CancellationToken(canceled: true)));
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }
}
