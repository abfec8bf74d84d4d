using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Tests.Expiry;

public sealed class TimerWheelTests
{
    private readonly TimerWheel _wheel = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(86_400_000)]
    [InlineData(4_500_000_000_000)]
    public void A_timer_is_due_in_its_millisecond_and_not_before(long milliseconds)
    {
        var timer = new Alarm(TimeSpan.FromMilliseconds(milliseconds));
        _wheel.Add(timer, TimeSpan.Zero);

        Assert.True(milliseconds == 0 || !_wheel.TryTakeDue(timer.DueAt - TimeSpan.FromTicks(1), out _));
        Assert.True(_wheel.TryTakeDue(timer.DueAt, out var due));
        Assert.Same(timer, due);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_part_of_a_millisecond_is_rounded_up()
    {
        _wheel.Add(new Alarm(TimeSpan.FromMilliseconds(2.5)), TimeSpan.Zero);

        Assert.False(_wheel.TryTakeDue(TimeSpan.FromMilliseconds(2.9), out _));
        Assert.True(_wheel.TryTakeDue(TimeSpan.FromMilliseconds(3), out _));
    }

    [Fact]
    public void Timers_of_one_millisecond_come_in_the_order_in_which_they_were_added()
    {
        Alarm[] alarms = [.. Enumerable.Range(0, 5).Select(_ => new Alarm(TimeSpan.FromSeconds(100)))];
        foreach (var alarm in alarms)
        {
            _wheel.Add(alarm, TimeSpan.Zero);
        }

        Assert.Equal(alarms, TakeDue(TimeSpan.FromSeconds(100)));
    }

    [Fact]
    public void An_empty_wheel_is_never_due()
    {
        Assert.Equal(SpaceClock.Never, _wheel.NextDue());
        Assert.False(_wheel.TryTakeDue(TimeSpan.FromDays(365), out _));
    }

    [Fact]
    public void Random_timers_come_when_they_are_due()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var pending = new List<Alarm>();
        var now = TimeSpan.Zero;
        for (var step = 0; step < 20_000; step++)
        {
            if (random.Next(3) > 0)
            {
                var alarm = new Alarm(now + TimeSpan.FromMilliseconds((long)Math.Pow(10, random.NextDouble() * 9)));
                pending.Add(alarm);
                _wheel.Add(alarm, now);
            }
            else if (pending.Count > 0 && random.Next(4) == 0)
            {
                var at = random.Next(pending.Count);
                _wheel.Remove(pending[at]);
                pending.RemoveAt(at);
            }
            else
            {
                now += TimeSpan.FromMilliseconds((long)Math.Pow(10, random.NextDouble() * 6));
                Assert.True(pending.Count == 0 || _wheel.NextDue() <= pending.Min(alarm => alarm.DueAt), $"seed {seed}, step {step}");
                var due = TakeDue(now);
                Assert.Equal(due.Select(alarm => alarm.DueAt).Order(), due.Select(alarm => alarm.DueAt));
                Assert.True(pending.Where(alarm => alarm.DueAt <= now).ToHashSet<WheelTimer>().SetEquals(due), $"seed {seed}, step {step}");
                pending.RemoveAll(due.Contains);
            }

            Assert.Equal(pending.Count, _wheel.Count);
        }
    }

    private List<WheelTimer> TakeDue(TimeSpan now)
    {
        var all = new List<WheelTimer>();
        while (_wheel.TryTakeDue(now, out var timer))
        {
            all.Add(timer);
        }

        return all;
    }

    private sealed class Alarm : WheelTimer
    {
        public Alarm(TimeSpan dueAt) => DueAt = dueAt;

        internal override void OnDue(ref Aftermath aftermath) => throw new InvalidOperationException("Only its time matters.");

        internal override void Run() => throw new InvalidOperationException("Only its time matters.");
    }
}
