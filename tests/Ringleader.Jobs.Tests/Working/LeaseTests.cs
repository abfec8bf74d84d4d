using Ringleader.Jobs.Storage;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>Leases that are lost. The store has a clock of its own, so that either side can believe what it likes.</summary>
public sealed class LeaseTests : WorkerTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<JobContext> _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new();

    public LeaseTests()
    {
        StoreClock = new FakeTimeProvider();
    }

    [Fact]
    public async Task A_worker_that_cannot_beat_stops_its_jobs_before_the_lease_has_ended()
    {
        HandleSlowly();
        await EnqueueAsync("work");
        await StartAsync();
        var context = await _began.Task.WaitAsync(SafetyNet);

        // The lease is of 15 s, and given up a tenth early.
        Store.IsAway = true;
        await AdvanceAsync(13.4 * Second, loops: 3);
        Assert.False(context.Stop.IsCancellationRequested);
        await AdvanceAsync(0.2 * Second, loops: 3);

        await _stopped.Task.WaitAsync(SafetyNet);
        Assert.True(context.Stop.IsCancellationRequested);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_starts_anew()
    {
        HandleSlowly();
        await EnqueueAsync("work");
        await StartAsync();
        await _began.Task.WaitAsync(SafetyNet);

        Store.IsAway = true;
        await AdvanceUntilAsync(_stopped.Task, loops: 3);
        await _stopped.Task.WaitAsync(SafetyNet);
        Store.IsAway = false;
        await AdvanceUntilAsync(Store.WhenCalledAsync(nameof(IJobStore.StartWorkerAsync), 2), loops: 3);

        await Store.WhenCalledAsync(nameof(IJobStore.StartWorkerAsync), 2);
    }

    [Fact]
    public async Task A_lease_that_the_store_has_ended_is_noticed_with_the_next_beat()
    {
        HandleSlowly();
        await EnqueueAsync("work");
        await StartAsync();
        await _began.Task.WaitAsync(SafetyNet);

        StoreClock.Advance(20 * Second);
        await AdvanceUntilAsync(_stopped.Task, loops: 3);

        await _stopped.Task.WaitAsync(SafetyNet);
        await Store.WhenCalledAsync(nameof(IJobStore.StartWorkerAsync), 2);
    }

    [Fact]
    public async Task A_late_end_of_a_job_that_another_worker_has_changes_nothing()
    {
        Handle("work", async context =>
        {
            _began.SetResult(context);
            await _open.Task;
        });
        var id = await EnqueueAsync("work");
        await StartAsync();
        var context = await _began.Task.WaitAsync(SafetyNet);
        var other = await RescueAsync(id);

        _open.SetResult();
        await Store.WhenCalledAsync(nameof(IJobStore.FinishAsync), 1);

        Assert.True(other.Term > context.Term);
        Assert.Equal((JobOutcome.Succeeded, false), Assert.Single(Store.Finishes) is var (finish, taken) ? (finish.Outcome, taken) : default);
        var job = await FindAsync(id);
        Assert.Equal((JobState.Running, other.Term), (job.State, job.Term));
    }

    [Fact]
    public async Task A_handler_that_hears_that_its_lease_is_lost_has_not_failed()
    {
        Handle("work", async context =>
        {
            _began.SetResult(context);
            await _open.Task;
            await context.SetStateAsync("page", "7");
        });
        var id = await EnqueueAsync("work");
        await StartAsync();
        await _began.Task.WaitAsync(SafetyNet);
        await RescueAsync(id);

        _open.SetResult();
        await Store.WhenCalledAsync(nameof(IJobStore.FinishAsync), 1);

        Assert.Equal(JobOutcome.Released, Assert.Single(Store.Finishes).Finish.Outcome);
        Assert.Null((await FindAsync(id)).LastError);
    }

    [Fact]
    public async Task An_end_between_the_end_of_the_lease_and_the_rescue_counts()
    {
        Handle("work", async context =>
        {
            _began.SetResult(context);
            await _open.Task;
        });
        var id = await EnqueueAsync("work");
        await StartAsync();
        await _began.Task.WaitAsync(SafetyNet);

        StoreClock.Advance(20 * Second);
        _open.SetResult();

        await WhenAsync(id, JobState.Succeeded);
    }

    private void HandleSlowly() => Handle("work", async context =>
    {
        _began.TrySetResult(context);
        try
        {
            await Task.Delay(Timeout.Infinite, context.Stop);
        }
        finally
        {
            _stopped.TrySetResult();
        }
    });

    /// <summary>Has the store take a job from its worker and give it to another.</summary>
    private async Task<ClaimedJob> RescueAsync(JobId id)
    {
        StoreClock.Advance(20 * Second);
        await Store.SweepAsync(new(100, 3), None);
        StoreClock.Advance(10 * Second); // It waits a little before it is due again.
        var lease = await Store.StartWorkerAsync(new("other", [], 1, TimeSpan.FromHours(1)), None);
        var job = Assert.Single(await Store.ClaimAsync(lease, new(1, []), None));
        Assert.Equal(id, job.Id);
        return job;
    }
}
