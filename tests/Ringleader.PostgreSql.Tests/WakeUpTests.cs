using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Testing;

namespace Ringleader.PostgreSql.Tests;

/// <summary>Two stores on one schema, as two processes have them. The clock that the waiting one polls by stands still unless a test moves it.</summary>
public sealed class WakeUpTests : IAsyncLifetime
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static readonly NewJob Job = new() { Kind = "work", Arguments = "{}"u8.ToArray() };

    private readonly PostgreSqlBackend _backend = new();
    private readonly FakeTimeProvider _clock = new();
    private IJobStore _first = null!;

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync() => _first = await _backend.OpenAsync(JobRetention.Default);

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Work_of_another_process_ends_a_wait_by_a_hint()
    {
        var other = _backend.OpenAnother(_clock);
        var waiting = other.WaitForWorkAsync(new(1, []), TimeSpan.FromDays(1), None);
        while (!waiting.IsCompleted && !await ListensAsync())
        {
            await Task.Yield();
        }

        await _first.EnqueueAsync([Job], None);

        await waiting.WaitAsync(SafetyNet);
    }

    [Theory]
    [InlineData(JobAction.Retry)]
    [InlineData(JobAction.Cancel)]
    public async Task What_somebody_does_in_another_process_ends_a_wait_by_a_hint(JobAction action)
    {
        var other = _backend.OpenAnother(_clock);
        var ids = await _first.EnqueueAsync([Job with { Group = "g" }, Job with { Group = "g" }], None);
        var lease = await _first.StartWorkerAsync(new("worker", [], 1, TimeSpan.FromHours(1)), None);
        var claimed = (await _first.ClaimAsync(lease, new(1, []), None))[0];
        if (action == JobAction.Cancel)
        {
            await _first.FinishAsync(lease, [new(claimed.Id, claimed.Term, JobOutcome.Retry, TimeSpan.FromHours(1))], None);
        }

        var waiting = other.WaitForWorkAsync(new(1, []), TimeSpan.FromDays(1), None);
        while (!waiting.IsCompleted && !await ListensAsync())
        {
            await Task.Yield();
        }

        if (action == JobAction.Cancel)
        {
            await _first.ApplyAsync(JobAction.Cancel, new() { Ids = [ids[0].Id] }, None);
        }
        else
        {
            await _first.FinishAsync(lease, [new(claimed.Id, claimed.Term, JobOutcome.Failed)], None);
            await _first.ApplyAsync(JobAction.Retry, new() { Ids = [ids[0].Id] }, None);
        }

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Work_of_another_process_is_found_by_looking_when_there_are_no_hints()
    {
        var other = _backend.OpenAnother(_clock, hints: false);
        var waiting = other.WaitForWorkAsync(new(1, []), TimeSpan.FromDays(1), None);

        await _first.EnqueueAsync([Job], None);

        while (!waiting.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        await waiting;
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task What_is_due_is_judged_by_the_clock_of_the_database_however_wrong_that_of_the_process_is(int minutes)
    {
        _clock.Advance(await _first.GetTimeAsync(None) + TimeSpan.FromMinutes(minutes) - _clock.GetUtcNow());
        var skewed = _backend.OpenAnother(_clock);
        var lease = await skewed.StartWorkerAsync(new("worker", [], 1, TimeSpan.FromMinutes(2)), None);
        var receipt = (await skewed.EnqueueAsync([Job with { Delay = TimeSpan.FromMinutes(5) }], None))[0];

        await _backend.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True((await skewed.BeatAsync(lease, [], None)).Stands);
        Assert.Equal(0, (await skewed.SweepAsync(new(100, 3), None)).Due);
        Assert.Empty(await skewed.ClaimAsync(lease, new(1, []), None));
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True((await skewed.BeatAsync(lease, [], None)).Stands);
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True((await skewed.BeatAsync(lease, [], None)).Stands);
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True((await skewed.BeatAsync(lease, [], None)).Stands);
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(receipt.Id, Assert.Single(await skewed.ClaimAsync(lease, new(1, []), None)).Id);
    }

    [Fact]
    public async Task A_disposed_store_lets_those_who_wait_go_and_refuses_the_next_call()
    {
        var other = _backend.OpenAnother(_clock);
        var waiting = other.WaitForWorkAsync(new(1, []), TimeSpan.FromDays(1), None);
        while (!await ListensAsync())
        {
            await Task.Yield();
        }

        await other.DisposeAsync();

        await waiting.WaitAsync(SafetyNet);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => other.GetTimeAsync(None));
    }

    /// <summary>Whether somebody holds the lock of those who listen in any schema of this test, as the server sees it.</summary>
    private static async Task<bool> ListensAsync()
    {
        await using var command = PostgreSqlBackend.Source.CreateCommand("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted)");
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
