using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class WaitForWorkConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static JobClaim Any { get; } = new(1, []);

    private Task WaitAsync(JobClaim claim, TimeSpan atMost) => Store.WaitForWorkAsync(claim, atMost, None).WaitAsync(SafetyNet);

    [Fact]
    public async Task Nobody_waits_when_there_is_work()
    {
        await EnqueueAsync(New());

        await WaitAsync(Any, Day);
    }

    [Fact]
    public async Task Work_that_comes_ends_the_wait()
    {
        var waiting = WaitAsync(Any, Day);

        await EnqueueAsync(New());

        await waiting;
    }

    [Fact]
    public async Task Work_for_one_of_its_queues_ends_the_wait()
    {
        var waiting = WaitAsync(new JobClaim(1, ["a", "b"]), Day);

        await EnqueueAsync(New() with { Queue = "b" });

        await waiting;
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over()
    {
        var waiting = WaitAsync(Any, TimeSpan.FromMilliseconds(200));

        while (!waiting.IsCompleted)
        {
            await AdvanceAsync(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await waiting;
    }

    [Fact]
    public async Task A_wait_for_no_time_ends_at_once()
    {
        await WaitAsync(Any, TimeSpan.Zero);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        var waiting = Store.WaitForWorkAsync(Any, Day, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(SafetyNet));
    }

    [Fact]
    public async Task A_job_that_is_given_back_ends_the_wait()
    {
        await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        var waiting = WaitAsync(Any, Day);

        await FinishAsync(job, JobOutcome.Released);

        await waiting;
    }

    [Fact]
    public async Task A_job_that_no_longer_waits_for_others_ends_the_wait()
    {
        await EnqueueAsync(Grouped(), Grouped());
        var job = await ClaimOneAsync();
        var waiting = WaitAsync(Any, Day);

        await FinishAsync(job);

        await waiting;
    }

    [Fact]
    public async Task A_queue_that_is_resumed_ends_the_wait()
    {
        await EnqueueAsync(New());
        await Store.SetPausedAsync(new(Queue: JobDefaults.Queue), isPaused: true, None);
        var waiting = WaitAsync(Any, Day);

        await Store.SetPausedAsync(new(Queue: JobDefaults.Queue), isPaused: false, None);

        await waiting;
    }

    [Fact]
    public async Task A_limit_that_is_raised_ends_the_wait()
    {
        await Store.SetLimitAsync(new("queue:default", Running: 0), None);
        await EnqueueAsync(New());
        var waiting = WaitAsync(Any, Day);

        await Store.SetLimitAsync(new("queue:default", Running: 1), None);

        await waiting;
    }

    [Fact]
    public async Task A_slot_of_a_limited_queue_that_is_free_ends_the_wait()
    {
        await Store.SetLimitAsync(new("queue:default", Running: 1), None);
        await EnqueueAsync(New(), New());
        var job = await ClaimOneAsync();
        var waiting = WaitAsync(Any, Day);

        await FinishAsync(job);

        await waiting;
    }

    [Fact]
    public async Task All_that_wait_may_have_the_work()
    {
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => WaitAsync(Any, Day))];

        await EnqueueAsync(New(), New(), New(), New(), New());

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_retry_by_hand_ends_the_wait()
    {
        var id = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Failed);
        var waiting = WaitAsync(Any, Day);

        await ApplyAsync(JobAction.Retry, id);

        await waiting;
    }
}
