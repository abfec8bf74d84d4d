using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Objects;

public sealed class TimedIdConverterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_object_is_kept_for_at_least_the_time_and_at_most_twice_the_time()
    {
        var converter = new TimedIdConverter(10 * Second, _clock);

        for (var offset = 0; offset < 10; offset++)
        {
            var id = Collected.HandOut(converter);

            _clock.Advance(10 * Second);
            Collected.Now();
            Assert.Equal(1, converter.KeptObjects);

            _clock.Advance(10 * Second);
            Collected.Now();
            Assert.Equal(0, converter.KeptObjects);
            Assert.Throws<RemoteReferenceException>(() => converter.ToObject(id));
            _clock.Advance(Second);
        }
    }

    [Fact]
    public void An_object_used_just_before_the_generations_change_is_kept_for_the_time()
    {
        var converter = new TimedIdConverter(10 * Second, _clock);
        Collected.HandOut(converter);
        _clock.Advance(9.9 * Second);
        var id = Collected.HandOut(converter);

        _clock.Advance(10 * Second);
        Collected.Now();

        Assert.NotNull(converter.ToObject(id));
    }

    [Fact]
    public void Each_use_keeps_the_object_again()
    {
        var converter = new TimedIdConverter(10 * Second, _clock);
        var id = Collected.HandOut(converter);

        for (var use = 0; use < 10; use++)
        {
            _clock.Advance(10 * Second);
            Collected.Now();
            converter.ToObject(id);
        }
    }

    [Fact]
    public void Objects_are_kept_for_600_seconds_by_default()
    {
        var converter = new TimedIdConverter(timeProvider: _clock);
        var id = Collected.HandOut(converter);

        _clock.Advance(600 * Second);
        Collected.Now();
        converter.ToObject(id);
        _clock.Advance(1200 * Second);
        Collected.Now();

        Assert.Throws<RemoteReferenceException>(() => converter.ToObject(id));
    }

    [Fact]
    public void An_object_that_lives_elsewhere_stays_good_and_keeps_its_id()
    {
        var converter = new TimedIdConverter(10 * Second, _clock);
        var value = new object();
        var id = converter.ToId(value);

        _clock.Advance(100 * Second);
        Collected.Now();

        Assert.Equal(0, converter.KeptObjects);
        Assert.Same(value, converter.ToObject(id));
        Assert.Equal(id, converter.ToId(value));
        Assert.Equal(1, converter.KeptObjects);
    }

    [Fact]
    public void Equal_objects_are_kept_apart()
    {
        var converter = new TimedIdConverter(10 * Second, _clock);

        var ids = Enumerable.Range(0, 2).Select(_ => converter.ToId(Tuple.Create(1))).ToArray();
        Collected.Now();

        Assert.NotSame(converter.ToObject(ids[0]), converter.ToObject(ids[1]));
    }

    [Fact]
    public void The_clock_runs_only_while_objects_are_kept()
    {
        var converter = new TimedIdConverter(10 * Second, _clock);
        Assert.Equal(0, _clock.PendingTimers);

        Collected.HandOut(converter);
        Assert.Equal(1, _clock.PendingTimers);
        _clock.Advance(20 * Second);

        Assert.Equal(0, _clock.PendingTimers);
        Collected.HandOut(converter);
        Assert.Equal(1, _clock.PendingTimers);
    }

    [Fact]
    public void Constructor_refuses_a_time_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimedIdConverter(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimedIdConverter(Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimedIdConverter(TimeSpan.FromDays(50)));
    }
}
