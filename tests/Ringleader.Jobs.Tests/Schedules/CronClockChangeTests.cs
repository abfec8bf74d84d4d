using System.Globalization;

namespace Ringleader.Jobs.Tests.Schedules;

/// <summary>Clock changes of real zones, each with the instants that a person expects, in local time with its offset.</summary>
public sealed class CronClockChangeTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:30 +02:00")] // skipped: at the end of the gap
    [InlineData("0,30 2 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:00 +02:00")] // two skipped: once
    [InlineData("30 2,3 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 03:30 +02:00", "2026-03-30 02:30 +02:00")]
    [InlineData("0 2,3 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:00 +02:00")] // both fall on one instant
    [InlineData("0 3 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 03:00 +02:00")]
    [InlineData("59 1 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 01:59 +01:00", "2026-03-30 01:59 +02:00")]
    [InlineData("*/30 * * * *", "2026-03-29 01:00 +01:00", "2026-03-29 01:30 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 03:30 +02:00")]
    [InlineData("0 */2 * * *", "2026-03-28 23:00 +01:00", "2026-03-29 00:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 04:00 +02:00")]
    [InlineData("30 * * * *", "2026-03-29 01:00 +01:00", "2026-03-29 01:30 +01:00", "2026-03-29 03:30 +02:00")] // an hour later in real time
    [InlineData("1/7 2,3 * * *", "2026-03-29 01:00 +01:00", "2026-03-29 03:01 +02:00", "2026-03-29 03:08 +02:00")]
    [InlineData("*/20 2 * * *", "2026-03-29 01:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:00 +02:00")]
    [InlineData("30 2 29 3 *", "2026-03-01 12:00 +01:00", "2026-03-29 03:00 +02:00", "2027-03-29 02:30 +02:00")]
    public void Vienna_skips_from_2_to_3(string text, string from, params string[] expected) => AssertNext(text, "Europe/Vienna", from, expected);

    [Theory]
    [InlineData("30 2 * * *", "2026-10-24 12:00 +02:00", "2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00")] // fixed: the first half
    [InlineData("30 2 * * *", "2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00")]
    [InlineData("30 2 * * *", "2026-10-25 02:10 +01:00", "2026-10-26 02:30 +01:00")] // asked in the second half
    [InlineData("0 2,3 * * *", "2026-10-24 12:00 +02:00", "2026-10-25 02:00 +02:00", "2026-10-25 03:00 +01:00", "2026-10-26 02:00 +01:00")]
    [InlineData("30 1-3 * * *", "2026-10-25 01:00 +02:00", "2026-10-25 01:30 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 03:30 +01:00")]
    [InlineData("*/30 * * * *", "2026-10-25 01:45 +02:00", "2026-10-25 02:00 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 02:00 +01:00", "2026-10-25 02:30 +01:00", "2026-10-25 03:00 +01:00")]
    [InlineData("30 * * * *", "2026-10-25 02:00 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 02:30 +01:00", "2026-10-25 03:30 +01:00")]
    [InlineData("*/30 2 * * *", "2026-10-25 02:15 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 02:00 +01:00", "2026-10-25 02:30 +01:00", "2026-10-26 02:00 +01:00")]
    [InlineData("*/20 30 2 * * *", "2026-10-25 02:30 +02:00", "2026-10-25 02:30:20 +02:00", "2026-10-25 02:30:40 +02:00", "2026-10-26 02:30 +01:00")]
    [InlineData("*/30 2 25 10 *", "2026-10-25 02:45 +02:00", "2026-10-25 02:00 +01:00", "2026-10-25 02:30 +01:00", "2027-10-25 02:00 +02:00")]
    [InlineData("@daily", "2026-10-25 00:00 +02:00", "2026-10-26 00:00 +01:00")]
    public void Vienna_repeats_from_2_to_3(string text, string from, params string[] expected) => AssertNext(text, "Europe/Vienna", from, expected);

    [Theory]
    [InlineData("15 2 * * *", "2026-10-03 12:00 +10:30", "2026-10-04 02:30 +11:00", "2026-10-05 02:15 +11:00")]
    [InlineData("0 * * * *", "2026-10-04 00:30 +10:30", "2026-10-04 01:00 +10:30", "2026-10-04 03:00 +11:00", "2026-10-04 04:00 +11:00")]
    [InlineData("45 1 * * *", "2026-04-04 12:00 +11:00", "2026-04-05 01:45 +11:00", "2026-04-06 01:45 +10:30")]
    [InlineData("*/15 * * * *", "2026-04-05 01:30 +11:00", "2026-04-05 01:45 +11:00", "2026-04-05 01:30 +10:30", "2026-04-05 01:45 +10:30", "2026-04-05 02:00 +10:30")]
    public void Lord_Howe_changes_by_half_an_hour(string text, string from, params string[] expected) => AssertNext(text, "Australia/Lord_Howe", from, expected);

    [Theory]
    [InlineData("0 12 * * *", "2011-12-29 12:00 -10:00", "2011-12-31 00:00 +14:00", "2011-12-31 12:00 +14:00")] // the day that was not
    [InlineData("0 12 30 12 *", "2011-01-01 00:00 -10:00", "2011-12-31 00:00 +14:00", "2012-12-30 12:00 +14:00")]
    [InlineData("0 */6 * * *", "2011-12-29 17:00 -10:00", "2011-12-29 18:00 -10:00", "2011-12-31 00:00 +14:00", "2011-12-31 06:00 +14:00")]
    [InlineData("0 * 30 12 *", "2011-01-01 00:00 -10:00", "2011-12-31 00:00 +14:00", "2012-12-30 00:00 +14:00")]
    [InlineData("0 12 * * WED", "2011-12-28 12:00 -10:00", "2012-01-04 12:00 +14:00")]
    public void Apia_skipped_a_day(string text, string from, params string[] expected) => AssertNext(text, "Pacific/Apia", from, expected);

    [Theory]
    [InlineData("30 1 * * *", "2026-03-28 12:00 +00:00", "2026-03-29 02:00 +01:00", "2026-03-30 01:30 +01:00")]
    [InlineData("30 1 * * *", "2026-10-24 12:00 +01:00", "2026-10-25 01:30 +01:00", "2026-10-26 01:30 +00:00")]
    public void Dublin_has_its_standard_time_in_summer(string text, string from, params string[] expected) => AssertNext(text, "Europe/Dublin", from, expected);

    [Theory]
    [InlineData("0 0 * * *", "2023-04-27 12:00 +02:00", "2023-04-28 01:00 +03:00", "2023-04-29 00:00 +03:00")] // midnight itself is skipped
    [InlineData("0 0 * * FRI", "2023-04-27 12:00 +02:00", "2023-04-28 01:00 +03:00", "2023-05-05 00:00 +03:00")]
    [InlineData("30 23 * * *", "2023-10-26 12:00 +03:00", "2023-10-26 23:30 +03:00", "2023-10-27 23:30 +02:00")]
    public void Cairo_changes_at_midnight(string text, string from, params string[] expected) => AssertNext(text, "Africa/Cairo", from, expected);

    [Theory]
    [InlineData("45 0 * * *", "2026-01-01 12:00 +05:45", "2026-01-02 00:45 +05:45")]
    public void Kathmandu_is_three_quarters_of_an_hour_off(string text, string from, params string[] expected) => AssertNext(text, "Asia/Kathmandu", from, expected);

    [Theory]
    [InlineData("0 3 * * *", "2026-09-26 12:00 +12:45", "2026-09-27 03:45 +13:45", "2026-09-28 03:00 +13:45")]
    [InlineData("0 3 * * *", "2026-04-04 12:00 +13:45", "2026-04-05 03:00 +13:45", "2026-04-06 03:00 +12:45")]
    public void Chatham_changes_at_a_quarter_to_3(string text, string from, params string[] expected) => AssertNext(text, "Pacific/Chatham", from, expected);

    [Fact]
    public void A_daily_job_runs_once_a_day_in_every_zone()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var runs = CronExpression.Parse("30 2 * * *").Occurrences(start, start.AddYears(1), zone).ToArray();

            Assert.Equal(365, runs.Length);
            Assert.Equal(365, runs.Select(run => TimeZoneInfo.ConvertTime(run, zone).Date).Distinct().Count());
        }
    }

    private static void AssertNext(string text, string zoneId, string from, params string[] expected)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var actual = new List<string>();
        var at = DateTimeOffset.ParseExact(from, "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        while (actual.Count < expected.Length)
        {
            at = CronExpression.Parse(text).NextAfter(at, zone)!.Value;
            var local = TimeZoneInfo.ConvertTime(at, zone);
            actual.Add(local.ToString(local.Second == 0 ? "yyyy-MM-dd HH:mm zzz" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, actual);
    }
}
