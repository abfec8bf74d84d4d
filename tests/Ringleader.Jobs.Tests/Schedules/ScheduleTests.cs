using Ringleader.Jobs.Schedules;

namespace Ringleader.Jobs.Tests.Schedules;

public sealed class ScheduleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Cron_asks_the_wall_clock_of_its_zone()
    {
        var schedule = Schedule.Cron("0 7 * * MON-FRI", "Europe/Vienna");

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 6, 0, 0, TimeSpan.Zero), schedule.NextAfter(Start));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 5, 0, 0, TimeSpan.Zero), schedule.NextAfter(new DateTimeOffset(2026, 6, 30, 10, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Cron_is_in_utc_unless_told_otherwise()
    {
        Assert.Equal("cron:@daily;zone=UTC", Schedule.Cron("@daily").ToString());
        Assert.Equal(Start.Date.AddDays(1), Schedule.Cron("@daily").NextAfter(Start)!.Value.UtcDateTime);
    }

    [Fact]
    public void Cron_refuses_bad_expressions_and_unknown_zones()
    {
        Assert.Contains("minute", Assert.Throws<FormatException>(() => Schedule.Cron("60 * * * *")).Message, StringComparison.Ordinal);
        Assert.Contains("'Mars/Olympus'", Assert.Throws<TimeZoneNotFoundException>(() => Schedule.Cron("@daily", "Mars/Olympus")).Message, StringComparison.Ordinal);
        Assert.Throws<TimeZoneNotFoundException>(() => Schedule.Cron("@daily", "../../../etc/passwd"));
        Assert.Throws<TimeZoneNotFoundException>(() => Schedule.Cron("@daily", ""));
    }

    [Fact]
    public void Unknown_zones_are_explained_by_what_the_machine_has()
    {
        Assert.Contains("IANA name", TimeZones.Explain("Europe/Wien", 400), StringComparison.Ordinal);
        Assert.Contains("tzdata", TimeZones.Explain("Europe/Vienna", 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3600)]
    [InlineData(1, 3600)]
    [InlineData(3599, 3600)]
    [InlineData(3600, 7200)]
    public void Every_fires_at_full_steps_since_1970(int secondsFrom, int secondsExpected)
    {
        var next = Schedule.Every(TimeSpan.FromHours(1)).NextAfter(Start.AddSeconds(secondsFrom));

        Assert.Equal(Start.AddSeconds(secondsExpected), next);
    }

    [Theory]
    [InlineData(-3600, -3540)] // before the anchor as well
    [InlineData(-1, 0)]
    [InlineData(0, 60)]
    [InlineData(59, 60)]
    public void Every_passes_through_its_anchor(int secondsFrom, int secondsExpected)
    {
        var anchor = Start.AddSeconds(17.5);

        var next = Schedule.Every(TimeSpan.FromMinutes(1), anchor).NextAfter(anchor.AddSeconds(secondsFrom));

        Assert.Equal(anchor.AddSeconds(secondsExpected), next);
    }

    [Fact]
    public void Every_stops_at_the_ends_of_time()
    {
        var long100Years = Schedule.Every(TimeSpan.FromDays(36_500), Start);

        Assert.Null(long100Years.NextAfter(DateTimeOffset.MaxValue));
        Assert.Equal(Start.AddDays(-36_500 * 20), long100Years.NextAfter(DateTimeOffset.MinValue));
        Assert.Null(Schedule.Every(TimeSpan.MaxValue, Start).NextAfter(Start));
    }

    [Fact]
    public void Steps_shorter_than_a_second_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Every(TimeSpan.FromSeconds(0.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Every(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Between(Start, Start, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Between(Start, Start.AddTicks(-1), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Between_fires_at_both_ends_if_the_steps_meet_them()
    {
        Assert.Equal([0, 20, 40, 60], Seconds(Schedule.Between(Start, Start.AddSeconds(60), TimeSpan.FromSeconds(20))));
        Assert.Equal([0, 50], Seconds(Schedule.Between(Start, Start.AddSeconds(60), TimeSpan.FromSeconds(50))));
        Assert.Equal([0], Seconds(Schedule.Between(Start, Start, TimeSpan.FromSeconds(50))));
    }

    [Theory]
    [InlineData("cron:0 7 * * MON-FRI;zone=Europe/Vienna")]
    [InlineData("cron:@daily;zone=UTC")]
    [InlineData("every:00:05:00")]
    [InlineData("every:1.00:00:00.5000000;anchor=2026-01-01T10:00:00.0000001Z")]
    [InlineData("between:2026-01-01T00:00:00Z;end=2026-02-01T00:00:00.25Z;every=01:00:00")]
    [InlineData("once:2026-01-01T00:00:00Z")]
    public void Text_is_kept_in_storage(string text)
    {
        var schedule = Schedule.Parse(text);

        Assert.Equal(text, schedule.ToString());
        Assert.Equal(schedule, Schedule.Parse(text));
        Assert.Equal(schedule.GetHashCode(), Schedule.Parse(text).GetHashCode());
    }

    [Fact]
    public void Schedules_survive_their_text()
    {
        var random = SeededRandom.Create(output);
        for (var count = 0; count < 1000; count++)
        {
            if (Any(random) is not { } schedule)
            {
                continue;
            }

            var again = Schedule.Parse(schedule.ToString());

            Assert.Equal(schedule, again);
            var instant = At(random);
            var next = schedule.NextAfter(instant);
            Assert.Equal(next, again.NextAfter(instant));
            Assert.True(next is null || (next > instant && next.Value.Offset == TimeSpan.Zero));
        }
    }

    [Fact]
    public void Schedules_with_other_texts_are_not_equal()
    {
        Assert.NotEqual(Schedule.Every(TimeSpan.FromHours(1)), Schedule.Every(TimeSpan.FromHours(2)));
        Assert.NotEqual(Schedule.Cron("@daily"), Schedule.Cron("@daily", "Europe/Vienna"));
        Assert.Equal(Schedule.Once(Start), Schedule.Once(Start.ToOffset(TimeSpan.FromHours(3))));
        Assert.False(Schedule.Once(Start).Equals(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("daily")]
    [InlineData("Cron:@daily")]
    [InlineData("cron:@daily;")]
    [InlineData("cron:@daily;zone=UTC;zone=UTC")]
    [InlineData("cron:@daily;offset=1")]
    [InlineData("cron:61 * * * *")]
    [InlineData("cron:@daily;zone=Mars/Olympus")]
    [InlineData("every:5m")]
    [InlineData("every:00:00:00.5")]
    [InlineData("every:-00:05:00")]
    [InlineData("every:00:05:00;anchor=yesterday")]
    [InlineData("every:00:05:00;anchor=2026-01-01T10:00:00+01:00")]
    [InlineData("between:2026-01-01T00:00:00Z;end=2025-01-01T00:00:00Z;every=01:00:00")]
    [InlineData("between:2026-01-01T00:00:00Z;every=01:00:00;end=2027-01-01T00:00:00Z")]
    [InlineData("between:2026-01-01T00:00:00Z")]
    [InlineData("once:2026-02-30T00:00:00Z")]
    [InlineData("once:2026-02-20T00:00:00Z;zone=UTC")]
    public void Bad_text_is_refused_with_a_reason(string text)
    {
        Assert.False(Schedule.TryParse(text, out var schedule, out var problem));
        Assert.Null(schedule);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<FormatException>(() => Schedule.Parse(text)).Message);
    }

    [Fact]
    public void Text_that_is_too_long_is_refused_unread()
    {
        Assert.False(Schedule.TryParse("cron:" + new string(';', 3000), out _, out var problem));
        Assert.DoesNotContain(";;;", problem, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Seconds(Schedule schedule)
    {
        for (var next = schedule.NextAfter(DateTimeOffset.MinValue); next is not null; next = schedule.NextAfter(next.Value))
        {
            yield return (next.Value - Start).TotalSeconds;
        }
    }

    private static Schedule? Any(Random random)
    {
        var step = TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay * 400));
        switch (random.Next(5))
        {
            case 0:
                return Schedule.Once(At(random));
            case 1:
                return Schedule.Every(step);
            case 2:
                return Schedule.Every(step, At(random));
            case 3:
                DateTimeOffset[] ends = [At(random), At(random)];
                return Schedule.Between(ends.Min(), ends.Max(), step);
            default:
                var text = new NaiveCron(random, isSparse: false, hasSeconds: true).Text;
                return CronExpression.TryParse(text, out _, out _)
                    ? Schedule.Cron(text, random.GetItems([.. TimeZoneInfo.GetSystemTimeZones()], 1)[0].Id)
                    : null;
        }
    }

    private static DateTimeOffset At(Random random) => Start.AddTicks(random.NextInt64(-TimeSpan.TicksPerDay * 20_000, TimeSpan.TicksPerDay * 20_000));
}
