using Ringleader.Jobs.Storage;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Memory;

/// <summary>What only the store in memory promises: exact times, bounded memory, waits that end at the instant.</summary>
public sealed class InMemoryJobStoreTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static readonly JobClaim Any = new(100, []);

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJobStore _store;

    public InMemoryJobStoreTests()
    {
        _store = new(new() { KeepAtMost = 3 }, _clock);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Only_the_newest_ended_jobs_are_kept()
    {
        var receipts = await EnqueueAsync(New(), New(), New(), New(), New());
        await RunAllAsync();

        var kept = await _store.ListAsync(JobFilter.All, null, 100, default);

        Assert.Equal(receipts.Skip(2).Reverse().Select(receipt => receipt.Id), kept.Select(job => job.Id));
    }

    [Fact]
    public async Task Jobs_with_a_time_of_their_own_are_kept_whatever_their_number()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 10).Select(_ => New() with { KeepResult = Minute })]);
        await RunAllAsync();

        Assert.Equal(10, await _store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task A_job_is_due_at_its_very_instant()
    {
        await EnqueueAsync(New() with { Delay = Minute });
        var lease = await _store.StartWorkerAsync(new("worker", [], 1, TimeSpan.FromHours(1)), default);

        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Empty(await _store.ClaimAsync(lease, Any, default));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Single(await _store.ClaimAsync(lease, Any, default));
    }

    [Fact]
    public async Task A_lease_ends_at_its_very_instant()
    {
        var lease = await _store.StartWorkerAsync(new("worker", [], 1, Minute), default);

        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.True((await _store.BeatAsync(lease, [], default)).Stands);

        _clock.Advance(Minute);
        Assert.False((await _store.BeatAsync(lease, [], default)).Stands);
    }

    [Fact]
    public async Task A_wait_ends_when_a_job_is_due()
    {
        await EnqueueAsync(New() with { Delay = Minute });
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);
        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        _clock.Advance(TimeSpan.FromTicks(1));

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_wait_learns_of_a_job_that_is_due_sooner()
    {
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);

        await EnqueueAsync(New() with { Delay = Minute });

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_wait_ends_when_a_rate_lets_a_job_start()
    {
        await _store.SetLimitAsync(new("queue:default", Starts: 1, Per: Minute), default);
        await EnqueueAsync(New(), New());
        await RunAllAsync();
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);
        Assert.False(waiting.IsCompleted);

        _clock.Advance(Minute);

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Work_that_is_held_back_does_not_end_a_wait()
    {
        await _store.SetPausedAsync(new(Kind: "paused"), isPaused: true, default);
        await _store.SetLimitAsync(new("queue:full", Running: 0), default);
        await EnqueueAsync(New() with { Kind = "paused" }, New() with { Queue = "full" }, New() with { Priority = -1 });

        using var giveUp = new CancellationTokenSource();
        var waiting = _store.WaitForWorkAsync(new(1, [], MinPriority: 0), Minute, giveUp.Token);

        Assert.False(waiting.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(SafetyNet));
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task A_disposed_store_ends_waits_and_refuses_calls()
    {
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);

        await _store.DisposeAsync();

        await waiting.WaitAsync(SafetyNet);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => EnqueueAsync(New()));
    }

    [Fact]
    public void Negative_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryJobStore(new() { KeepAtMost = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryJobStore(new() { Retention = new() { Succeeded = -Minute } }));
    }

    private static NewJob New() => new() { Kind = "work", Arguments = "{}"u8.ToArray() };

    private Task<IReadOnlyList<JobReceipt>> EnqueueAsync(params NewJob[] jobs) => _store.EnqueueAsync(jobs, default);

    private async Task RunAllAsync()
    {
        var lease = await _store.StartWorkerAsync(new("worker", [], 1, Minute), default);
        var jobs = await _store.ClaimAsync(lease, Any, default);
        await _store.FinishAsync(lease, [.. jobs.Select(job => new JobFinish(job.Id, job.Term, JobOutcome.Succeeded))], default);
    }
}
