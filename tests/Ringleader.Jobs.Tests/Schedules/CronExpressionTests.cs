using System.Globalization;

namespace Ringleader.Jobs.Tests.Schedules;

public sealed class CronExpressionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("* * * * *", "2026-01-01 00:00:30", "2026-01-01 00:01:00", "2026-01-01 00:02:00")]
    [InlineData("0 7 * * MON-FRI", "2026-01-02 08:00:00", "2026-01-05 07:00:00", "2026-01-06 07:00:00")]
    [InlineData("*/15 * * * *", "2026-01-01 00:50:00", "2026-01-01 01:00:00", "2026-01-01 01:15:00")]
    [InlineData("5/20 * * * *", "2026-01-01 00:00:00", "2026-01-01 00:05:00", "2026-01-01 00:25:00", "2026-01-01 00:45:00", "2026-01-01 01:05:00")]
    [InlineData("10-30/10 0 * * *", "2026-01-01 00:00:00", "2026-01-01 00:10:00", "2026-01-01 00:20:00", "2026-01-01 00:30:00", "2026-01-02 00:10:00")]
    [InlineData("1,2,4-5 3 * * *", "2026-01-01 00:00:00", "2026-01-01 03:01:00", "2026-01-01 03:02:00", "2026-01-01 03:04:00", "2026-01-01 03:05:00")]
    [InlineData("50-10/5 0 1 1 *", "2026-01-01 00:04:59", "2026-01-01 00:05:00", "2026-01-01 00:10:00", "2026-01-01 00:50:00", "2026-01-01 00:55:00")]
    [InlineData("0 22-1 1 1 *", "2026-01-01 01:00:00", "2026-01-01 22:00:00", "2026-01-01 23:00:00", "2027-01-01 00:00:00")]
    [InlineData("0 0 * * FRI-MON", "2026-01-05 00:00:00", "2026-01-09 00:00:00", "2026-01-10 00:00:00", "2026-01-11 00:00:00", "2026-01-12 00:00:00", "2026-01-16 00:00:00")]
    [InlineData("0 0 * * 5-7", "2026-01-05 00:00:00", "2026-01-09 00:00:00", "2026-01-10 00:00:00", "2026-01-11 00:00:00", "2026-01-16 00:00:00")]
    [InlineData("0 0 * * 7-1", "2026-01-05 00:00:00", "2026-01-11 00:00:00", "2026-01-12 00:00:00", "2026-01-18 00:00:00")]
    [InlineData("0 0 * * 7", "2026-01-05 00:00:00", "2026-01-11 00:00:00", "2026-01-18 00:00:00")]
    [InlineData("0 0 * * sun,Wed", "2026-01-05 00:00:00", "2026-01-07 00:00:00", "2026-01-11 00:00:00")]
    [InlineData("0 0 30-2 * *", "2026-01-31 00:00:00", "2026-02-01 00:00:00", "2026-02-02 00:00:00", "2026-03-01 00:00:00")]
    [InlineData("0 0 1 nov-Feb *", "2026-02-01 00:00:00", "2026-11-01 00:00:00", "2026-12-01 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("0 0 31 * *", "2026-01-31 00:00:00", "2026-03-31 00:00:00", "2026-05-31 00:00:00")]
    [InlineData("0 0 29 2 *", "2096-02-29 00:00:00", "2104-02-29 00:00:00")]
    [InlineData("30 15 10 * * *", "2026-01-01 10:15:29", "2026-01-01 10:15:30", "2026-01-02 10:15:30")]
    [InlineData("*/20 * * * * *", "2026-01-01 00:00:20", "2026-01-01 00:00:40", "2026-01-01 00:01:00")]
    [InlineData("0 0 12 1 1 ? 2027-2030/2", "2026-06-01 00:00:00", "2027-01-01 12:00:00", "2029-01-01 12:00:00")]
    [InlineData("  0\t0  1 *  * ", "2026-01-01 00:00:00", "2026-02-01 00:00:00")]
    [InlineData("00 09 * * *", "2026-01-01 00:00:00", "2026-01-01 09:00:00")]
    public void NextAfter_walks_from_match_to_match(string text, string from, params string[] expected) => AssertNext(text, from, expected);

    [Theory]
    [InlineData("@yearly", "2026-01-01 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("@annually", "2026-01-01 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("@monthly", "2026-01-01 00:00:00", "2026-02-01 00:00:00")]
    [InlineData("@weekly", "2026-01-01 00:00:00", "2026-01-04 00:00:00")]
    [InlineData("@Daily", "2026-01-01 00:00:00", "2026-01-02 00:00:00")]
    [InlineData("@midnight", "2026-01-01 00:00:00", "2026-01-02 00:00:00")]
    [InlineData("@HOURLY", "2026-01-01 00:00:00", "2026-01-01 01:00:00")]
    public void Macros_stand_for_the_start_of_their_period(string text, string from, params string[] expected) => AssertNext(text, from, expected);

    [Theory]
    [InlineData("0 0 L * *", "2026-01-31 00:00:00", "2026-02-28 00:00:00", "2026-03-31 00:00:00", "2026-04-30 00:00:00")]
    [InlineData("0 0 L-3 * *", "2026-01-31 00:00:00", "2026-02-25 00:00:00", "2026-03-28 00:00:00")]
    [InlineData("0 0 L-30 * *", "2026-01-01 00:00:00", "2026-03-01 00:00:00", "2026-05-01 00:00:00")]
    [InlineData("0 0 15,L * *", "2026-02-01 00:00:00", "2026-02-15 00:00:00", "2026-02-28 00:00:00", "2026-03-15 00:00:00")]
    [InlineData("0 0 ? * 5L", "2026-01-01 00:00:00", "2026-01-30 00:00:00", "2026-02-27 00:00:00")]
    [InlineData("0 0 * * sunl", "2026-01-01 00:00:00", "2026-01-25 00:00:00", "2026-02-22 00:00:00")]
    [InlineData("0 0 * * 7L", "2026-01-01 00:00:00", "2026-01-25 00:00:00", "2026-02-22 00:00:00")]
    [InlineData("0 0 * * MON#2", "2026-01-01 00:00:00", "2026-01-12 00:00:00", "2026-02-09 00:00:00")]
    [InlineData("0 0 * * 1#5", "2026-01-01 00:00:00", "2026-03-30 00:00:00", "2026-06-29 00:00:00")]
    [InlineData("0 0 * * TUE#1,TUE#3", "2026-01-01 00:00:00", "2026-01-06 00:00:00", "2026-01-20 00:00:00", "2026-02-03 00:00:00")]
    [InlineData("0 0 15W * *", "2026-01-01 00:00:00", "2026-01-15 00:00:00", "2026-02-16 00:00:00", "2026-03-16 00:00:00")]
    [InlineData("0 0 14w * *", "2026-02-01 00:00:00", "2026-02-13 00:00:00")]
    [InlineData("0 0 1W * *", "2026-07-15 00:00:00", "2026-08-03 00:00:00")]
    [InlineData("0 0 31W 5 *", "2026-01-01 00:00:00", "2026-05-29 00:00:00")]
    [InlineData("0 0 31W * *", "2026-03-31 00:00:00", "2026-05-29 00:00:00")]
    [InlineData("0 0 LW * *", "2026-01-01 00:00:00", "2026-01-30 00:00:00", "2026-02-27 00:00:00", "2026-03-31 00:00:00")]
    [InlineData("0 0 L-2W * *", "2026-02-01 00:00:00", "2026-02-26 00:00:00", "2026-03-30 00:00:00")]
    public void Special_days_follow_the_month(string text, string from, params string[] expected) => AssertNext(text, from, expected);

    /// <summary>crontab(5): "If both fields are restricted, the command will be run when either field matches".</summary>
    [Theory]
    [InlineData("30 4 1,15 * 5", "2026-01-01 05:00:00", "2026-01-02 04:30:00", "2026-01-09 04:30:00", "2026-01-15 04:30:00", "2026-01-16 04:30:00")]
    [InlineData("0 0 13 * FRI", "2026-02-13 00:00:00", "2026-02-20 00:00:00", "2026-02-27 00:00:00", "2026-03-06 00:00:00", "2026-03-13 00:00:00")]
    [InlineData("0 0 */10 * MON", "2026-01-01 00:00:00", "2026-01-05 00:00:00", "2026-01-11 00:00:00", "2026-01-12 00:00:00")]
    [InlineData("0 0 L * MON#1", "2026-01-01 00:00:00", "2026-01-05 00:00:00", "2026-01-31 00:00:00")]
    [InlineData("0 0 1-31 * MON", "2026-01-01 00:00:00", "2026-01-05 00:00:00", "2026-01-12 00:00:00")]
    [InlineData("0 0 10 * 0-6", "2026-01-01 00:00:00", "2026-01-10 00:00:00", "2026-02-10 00:00:00")]
    [InlineData("0 0 13 * ?", "2026-01-01 00:00:00", "2026-01-13 00:00:00")]
    public void Day_fields_that_both_leave_values_out_match_with_either(string text, string from, params string[] expected) => AssertNext(text, from, expected);

    [Fact]
    public void NextAfter_excludes_the_instant_and_takes_fractions_of_a_second()
    {
        var expression = CronExpression.Parse("0 0 * * *");
        var midnight = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(midnight, expression.NextAfter(midnight.AddTicks(-1), TimeZoneInfo.Utc));
        Assert.Equal(midnight.AddDays(1), expression.NextAfter(midnight, TimeZoneInfo.Utc));
        Assert.Equal(midnight.AddDays(1), expression.NextAfter(midnight.AddTicks(1), TimeZoneInfo.Utc));
    }

    [Fact]
    public void NextAfter_takes_the_instant_and_not_its_offset()
    {
        var next = CronExpression.Parse("0 0 * * *").NextAfter(new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.FromHours(-5)), TimeZoneInfo.Utc);

        Assert.Equal(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero), next);
        Assert.Equal(TimeSpan.Zero, next!.Value.Offset);
    }

    [Fact]
    public void NextAfter_finds_the_rarest_day()
    {
        AssertNext("0 0 0 29 2 ? *", "2026-01-01 00:00:00", "2028-02-29 00:00:00");
        AssertNext("0 0 29 2 *", "2096-03-01 00:00:00", "2104-02-29 00:00:00");

        var mondays = CronExpression.Parse("0 0 ? 2 MON#5").Occurrences(At("2000-01-01 00:00:00"), At("2400-01-01 00:00:00"), TimeZoneInfo.Utc).ToArray();

        Assert.All(mondays, day => Assert.True(day is { Month: 2, Day: 29, DayOfWeek: DayOfWeek.Monday }));
        Assert.Equal(15, mondays.Length);
        Assert.Equal(At("2044-02-29 00:00:00"), mondays[1]);
    }

    [Fact]
    public void NextAfter_is_null_after_the_last_year()
    {
        var expression = CronExpression.Parse("0 0 0 1 1 * 2026,2028");

        Assert.Equal(At("2026-01-01 00:00:00"), expression.NextAfter(DateTimeOffset.MinValue, TimeZoneInfo.Utc));
        Assert.Equal(At("2028-01-01 00:00:00"), expression.NextAfter(At("2026-01-01 00:00:00"), TimeZoneInfo.Utc));
        Assert.Null(expression.NextAfter(At("2028-01-01 00:00:00"), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("* * * * * *")]
    [InlineData("0 0 1 1 *")]
    [InlineData("59 59 23 31 12 *")]
    public void NextAfter_stops_at_the_ends_of_time(string text)
    {
        var expression = CronExpression.Parse(text);
        foreach (var zone in new[] { "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago" }.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            Assert.Null(expression.NextAfter(DateTimeOffset.MaxValue, zone));
            Assert.True(expression.NextAfter(DateTimeOffset.MinValue, zone) < At("0002-01-02 00:00:00"));
            Assert.NotEmpty(expression.Occurrences(DateTimeOffset.MaxValue.AddHours(-30), DateTimeOffset.MaxValue, zone).Take(1).Concat([default]));
        }
    }

    [Fact]
    public void NextAfter_does_not_allocate()
    {
        var expression = CronExpression.Parse("0 7 * * MON-FRI");
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna");
        var instant = At("2026-01-01 00:00:00");
        _ = expression.NextAfter(instant, zone);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 400; count++)
        {
            instant = expression.NextAfter(instant, zone)!.Value;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Occurrences_include_the_start_and_exclude_the_end()
    {
        var expression = CronExpression.Parse("0 * * * *");

        var hours = expression.Occurrences(At("2026-01-01 01:00:00"), At("2026-01-01 03:00:00"), TimeZoneInfo.Utc);

        Assert.Equal([At("2026-01-01 01:00:00"), At("2026-01-01 02:00:00")], hours);
        Assert.Empty(expression.Occurrences(At("2026-01-01 03:00:00"), At("2026-01-01 01:00:00"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Occurrences_are_those_of_repeated_NextAfter()
    {
        var random = SeededRandom.Create(output);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        for (var count = 0; count < 300; count++)
        {
            if (CronExpression.TryParse(new NaiveCron(random, isSparse: false, hasSeconds: true).Text, out var expression, out _))
            {
                var from = At("2026-01-01 00:00:00").AddSeconds(random.Next(100_000_000));
                var repeated = new List<DateTimeOffset>();
                for (var next = expression.NextAfter(from.AddTicks(-1), zone); next < from.AddDays(400) && repeated.Count < 200; next = expression.NextAfter(next.Value, zone))
                {
                    repeated.Add(next.Value);
                }

                Assert.Equal(repeated, expression.Occurrences(from, from.AddDays(400), zone).Take(200));
                Assert.Equal(repeated.Order().Distinct(), repeated);
            }
        }
    }

    [Fact]
    public void Text_of_an_expression_reads_as_an_equal_one()
    {
        var random = SeededRandom.Create(output);
        for (var count = 0; count < 2000; count++)
        {
            if (CronExpression.TryParse(new NaiveCron(random, isSparse: false, random.Next(2) == 0).Text, out var expression, out var problem))
            {
                var again = CronExpression.Parse(expression.ToString());

                Assert.Equal(expression, again);
                Assert.Equal(expression.GetHashCode(), again.GetHashCode());
                Assert.Equal(expression.ToString(), again.ToString());
            }
            else
            {
                Assert.Contains("never fires", problem, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("@daily", "0 0 * * *", true)]
    [InlineData("0 0 * * *", "0 0 0 ? * ? *", true)]
    [InlineData("0 0 * * MON-FRI", "0  0 * * 5,4,3,2,1", true)]
    [InlineData("0 0 * * 7", "0 0 * * SUN", true)]
    [InlineData("*/30 * * * *", "0/30 * * * *", true)]
    [InlineData("0 0 * * *", "0 1 * * *", false)]
    [InlineData("0 0 L * *", "0 0 L-1 * *", false)]
    [InlineData("0 0-23 * * *", "0 * * * *", false)] // only the second is periodic
    public void Expressions_are_equal_when_their_fields_allow_the_same(string left, string right, bool areEqual)
    {
        Assert.Equal(areEqual, CronExpression.Parse(left).Equals(CronExpression.Parse(right)));
        Assert.Equal(areEqual, CronExpression.Parse(left).GetHashCode() == CronExpression.Parse(right).GetHashCode());
    }

    [Fact]
    public void ToString_keeps_the_text_and_tidies_its_spaces()
    {
        Assert.Equal("0 7 * * mon-FRI", CronExpression.Parse(" 0  7 *\t* mon-FRI\n").ToString());
    }

    private static void AssertNext(string text, string from, params string[] expected)
    {
        var actual = new List<string>();
        DateTimeOffset? at = At(from);
        while (actual.Count < expected.Length && (at = CronExpression.Parse(text).NextAfter(at.Value, TimeZoneInfo.Utc)) is { } next)
        {
            actual.Add(next.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, actual);
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
