using System.Threading.Channels;
using Ringleader.Jobs.Stateful;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Stateful;

public sealed class WorkerTimerTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static readonly Schedule EachMinute = Schedule.Every(TimeSpan.FromMinutes(1));

    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<DateTimeOffset> _ran = Channel.CreateUnbounded<DateTimeOffset>();
    private readonly StatefulWorkers _workers;

    public WorkerTimerTests()
    {
        _workers = new(timeProvider: _clock);
    }

    public ValueTask DisposeAsync() => _workers.DisposeAsync();

    [Fact]
    public async Task Timer_runs_at_each_instant_of_its_schedule()
    {
        await StartAsync(EachMinute, _ => Task.CompletedTask);

        for (var minute = 1; minute <= 3; minute++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(minute, (await NextAsync()).Minute);
        }
    }

    [Fact]
    public async Task Timer_whose_work_fails_runs_again()
    {
        await StartAsync(EachMinute, _ => throw new InvalidOperationException());

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await NextAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await NextAsync();
    }

    [Fact]
    public async Task What_becomes_due_while_the_work_runs_is_left_out()
    {
        var work = new TaskCompletionSource();
        await StartAsync(EachMinute, _ => work.Task);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await NextAsync();

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False(_ran.Reader.TryRead(out _));
        work.SetResult();
        await AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(5, (await NextAsync()).Minute);
    }

    [Fact]
    public async Task Timer_of_a_far_instant_waits_in_steps()
    {
        await StartAsync(Schedule.Once(_clock.GetUtcNow() + TimeSpan.FromDays(3)), _ => Task.CompletedTask);

        await AdvanceAsync(TimeSpan.FromDays(1));
        await AdvanceAsync(TimeSpan.FromDays(1));
        Assert.False(_ran.Reader.TryRead(out _));
        await AdvanceAsync(TimeSpan.FromDays(1));

        await NextAsync();
    }

    [Fact]
    public async Task Timer_takes_a_place_in_the_pool()
    {
        var work = new TaskCompletionSource();
        await StartAsync(EachMinute, _ => work.Task, poolSize: 1);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await NextAsync();

        var call = _workers["kitchen"].CallAsync<int>("count");
        Assert.Equal((1, 1), (_workers.All.Single().Running, _workers.All.Single().Waiting));
        work.SetResult();

        await call.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Timer_ends_with_its_worker()
    {
        await StartAsync(EachMinute, stop => Task.Delay(Timeout.Infinite, stop));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await NextAsync();

        await _workers.DeleteAsync("kitchen").WaitAsync(SafetyNet);

        Assert.Equal(0, _clock.PendingTimers);
    }

    private async Task StartAsync(Schedule schedule, Func<CancellationToken, Task> work, int poolSize = 20)
    {
        _workers.Add(
            "kitchen",
            () => new Kitchen
            {
                WhenStarting = (kitchen, _) =>
                {
                    kitchen.Repeat(schedule, async stop =>
                    {
                        _ran.Writer.TryWrite(_clock.GetUtcNow());
                        await work(stop);
                    });
                    return Task.CompletedTask;
                },
            },
            new() { PoolSize = poolSize });
        await _workers.StartAsync();
    }

    /// <summary>Moves the clock once the timer waits.</summary>
    private async Task AdvanceAsync(TimeSpan duration)
    {
        await _clock.WhenPendingTimersAsync(1).WaitAsync(SafetyNet);
        _clock.Advance(duration);
    }

    private Task<DateTimeOffset> NextAsync() => _ran.Reader.ReadAsync().AsTask().WaitAsync(SafetyNet);
}
