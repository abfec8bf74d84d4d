using Ringleader.Testing;

namespace Ringleader.Core.Tests;

public sealed class FakeTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Advance_moves_instants_and_timestamps_together()
    {
        var instant = _clock.GetUtcNow();
        var timestamp = _clock.GetTimestamp();

        _clock.Advance(Second);

        Assert.Equal(instant + Second, _clock.GetUtcNow());
        Assert.Equal(Second, _clock.GetElapsedTime(timestamp));
    }

    [Fact]
    public void Advance_refuses_to_go_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(-Second));
    }

    [Fact]
    public void Advance_fires_timers_in_order_of_their_due_times_with_the_clock_at_each()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = Timer("late", 3 * Second);
        using var early = Timer("early", Second);
        using var beyond = Timer("beyond", 6 * Second);

        _clock.Advance(5 * Second);

        Assert.Equal([("early", Second), ("late", 3 * Second)], fired);
        Assert.Equal(start + (5 * Second), _clock.GetUtcNow());
        Assert.Equal(1, _clock.PendingTimers);

        ITimer Timer(string name, TimeSpan due) =>
            _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow() - start)), null, due, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Advance_fires_timers_of_one_due_time_in_the_order_in_which_they_were_set()
    {
        var fired = new List<int>();
        var timers = Enumerable.Range(0, 5)
            .Select(number => _clock.CreateTimer(_ => fired.Add(number), null, Second, Timeout.InfiniteTimeSpan))
            .ToArray();

        _clock.Advance(Second);

        Assert.Equal([0, 1, 2, 3, 4], fired);
        Assert.All(timers, timer => timer.Dispose());
    }

    [Fact]
    public void Advance_fires_a_periodic_timer_once_for_each_period()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, Second, 2 * Second);

        _clock.Advance(6 * Second);

        Assert.Equal(3, fired);
    }

    [Fact]
    public void Advance_fires_a_timer_that_a_callback_sets_within_the_way()
    {
        var fired = new List<string>();
        ITimer? second = null;
        using var first = _clock.CreateTimer(
            _ =>
            {
                fired.Add("first");
                second = _clock.CreateTimer(_ => fired.Add("second"), null, Second, Timeout.InfiniteTimeSpan);
            },
            null,
            Second,
            Timeout.InfiniteTimeSpan);

        _clock.Advance(2 * Second);

        Assert.Equal(["first", "second"], fired);
        second?.Dispose();
    }

    [Fact]
    public async Task Advance_from_many_threads_adds_up()
    {
        var start = _clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _clock.Advance(Second))));

        Assert.Equal(start + (8 * Second), _clock.GetUtcNow());
    }

    [Fact]
    public async Task CreateTimer_due_at_once_fires_without_an_advance()
    {
        var fired = new TaskCompletionSource();

        using var timer = _clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Change_moves_the_due_time()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);

        timer.Change(3 * Second, Timeout.InfiniteTimeSpan);
        _clock.Advance(2 * Second);

        Assert.Equal(0, fired);
        _clock.Advance(Second);
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Dispose_keeps_a_timer_from_firing_and_from_being_set_again()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);

        timer.Dispose();
        _clock.Advance(2 * Second);

        Assert.Equal(0, fired);
        Assert.False(timer.Change(Second, Timeout.InfiniteTimeSpan));
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task Delays_and_deadlines_of_the_framework_follow_the_clock()
    {
        var delay = Task.Delay(Second, _clock);
        using var deadline = new CancellationTokenSource(2 * Second, _clock);

        _clock.Advance(Second);
        await delay;

        Assert.False(deadline.IsCancellationRequested);
        _clock.Advance(Second);
        Assert.True(deadline.IsCancellationRequested);
    }

    [Fact]
    public async Task WhenPendingTimersAsync_ends_when_enough_timers_wait()
    {
        var waiting = _clock.WhenPendingTimersAsync(2);
        using var first = _clock.CreateTimer(_ => { }, null, Second, Timeout.InfiniteTimeSpan);

        Assert.False(waiting.IsCompleted);
        using var second = _clock.CreateTimer(_ => { }, null, Second, Timeout.InfiniteTimeSpan);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
