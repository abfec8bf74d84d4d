using Ringleader.Jobs.Testing;

namespace Ringleader.Jobs.Tests.Testing;

public sealed class TestClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_with_the_clock_at_each()
    {
        var clock = new TestClock();
        var start = clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        TimerCallback Note(string name) => _ => fired.Add((name, clock.GetUtcNow() - start));
        using var late = clock.CreateTimer(Note("late"), null, 3 * Second, Timeout.InfiniteTimeSpan);
        using var again = clock.CreateTimer(Note("again"), null, Second, Second);
        using var never = clock.CreateTimer(Note("never"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var disposed = clock.CreateTimer(Note("disposed"), null, Second, Second);
        disposed.Dispose();

        clock.Advance(3 * Second);

        Assert.Equal([("again", Second), ("again", 2 * Second), ("late", 3 * Second), ("again", 3 * Second)], fired);
        Assert.Equal(start + (3 * Second), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_without_the_clock_being_moved()
    {
        var fired = new TaskCompletionSource();
        using var timer = new TestClock().CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
