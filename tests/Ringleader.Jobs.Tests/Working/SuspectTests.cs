namespace Ringleader.Jobs.Tests.Working;

/// <summary>How a worker runs jobs with which another has died.</summary>
public sealed class SuspectTests : WorkerTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Suspects_run_one_by_one_and_beside_no_other_job()
    {
        var (running, most, beside) = (0, 0, 0);
        Handle("suspect", async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            beside = Math.Max(beside, Volatile.Read(ref running));
            Interlocked.Decrement(ref running);
        });
        Handle("other", async _ =>
        {
            Interlocked.Increment(ref running);
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        await MakeSuspectsAsync(count: 20);
        for (var other = 0; other < 100; other++)
        {
            await EnqueueAsync("other");
        }

        Assert.Equal(new JobRunCounts(120, 0, 0, 0), await RunUntilIdleAsync());
        Assert.Equal((1, 1), (most, beside));
    }

    [Fact]
    public async Task A_busy_worker_makes_way_for_a_suspect_that_has_waited_for_longer_than_its_lease()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var order = new List<string>();
        Handle("long", async _ =>
        {
            began.SetResult();
            await open.Task;
        });
        HandleAtOnce("suspect", _ => order.Add("suspect"));
        HandleAtOnce("other", _ => order.Add("other"));
        await MakeSuspectsAsync(count: 2);
        await Store.SetPausedAsync(new(Kind: "suspect"), isPaused: true, None);
        await EnqueueAsync("long");
        await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        await Store.SetPausedAsync(new(Kind: "suspect"), isPaused: false, None);
        await AdvanceAsync(TimeSpan.FromSeconds(6), loops: 3); // a beat later it knows
        var other = await EnqueueAsync("other");
        open.SetResult();
        await WhenAsync(other, JobState.Succeeded);

        Assert.Equal("suspect", order[0]);
    }

    [Fact]
    public async Task A_worker_that_forgives_no_crash_claims_nothing_ahead()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("short", _ => Task.CompletedTask);
        Handle("long", async _ =>
        {
            began.SetResult();
            await open.Task;
        });
        Options = Options with { Slots = 1, MaxCrashes = 0 };
        for (var job = 0; job < 50; job++)
        {
            await EnqueueAsync("short");
        }

        await EnqueueAsync("long");
        var last = await EnqueueAsync("short");
        await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        Assert.Equal(JobState.Ready, (await FindAsync(last)).State);
        open.SetResult();
        await WhenAsync(last, JobState.Succeeded);
    }

    /// <summary>Jobs that a dead worker held, and that are due again.</summary>
    private async Task MakeSuspectsAsync(int count)
    {
        for (var job = 0; job < count; job++)
        {
            await EnqueueAsync("suspect");
        }

        var lease = await Store.StartWorkerAsync(new("mortal", [], count, Minute), None);
        Assert.Equal(count, (await Store.ClaimAsync(lease, new(count, []), None)).Count);
        Clock.Advance(2 * Minute);
        Assert.Equal(count, (await Store.SweepAsync(new(1000, 3), None)).Rescued);
        Clock.Advance(Minute);
        await Store.SweepAsync(new(1000, 3), None);
    }
}
