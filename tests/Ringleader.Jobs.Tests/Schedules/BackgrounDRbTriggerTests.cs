using System.Globalization;

namespace Ringleader.Jobs.Tests.Schedules;

/// <summary>
/// The cases of BackgrounDRb's triggers (server/lib/cron_trigger.rb, trigger.rb). Where it included the instant it was asked about,
/// we do not; the other instants are its own.
/// </summary>
public sealed class BackgrounDRbTriggerTests
{
    [Theory]
    [InlineData("*/5 * * * * * *", "2008-02-13 20:53:45", "2008-02-13 20:53:50")] // its answer was 20:53:45 itself
    [InlineData("0 5 * * * * *", "2008-02-13 20:53:45", "2008-02-13 21:05:00")]
    [InlineData("0 */5 * * * * *", "2008-02-13 20:53:45", "2008-02-13 20:55:00")]
    [InlineData("0 0 5 * * * *", "2008-02-13 20:53:45", "2008-02-14 05:00:00")]
    [InlineData("*/10 * * * * * ", "2008-02-13 23:17:55", "2008-02-13 23:18:00")] // six fields
    [InlineData("0 0 */5 * * * *", "2008-02-13 20:53:43", "2008-02-14 00:00:00")]
    [InlineData("0 0 */5 * * 0-1 *", "2008-02-13 20:53:43", "2008-02-17 00:00:00")]
    [InlineData("0 0 */5 * * 0-1 *", "2008-02-17 20:53:43", "2008-02-18 00:00:00")]
    [InlineData("0 0 */5 * * 0-1 *", "2008-02-18 20:53:43", "2008-02-24 00:00:00")]
    [InlineData("0 0 */5 21 * * *", "2009-04-18 23:16:04", "2009-04-21 00:00:00")]
    [InlineData("0 0 */5 31 * * *", "2007-11-12 20:53:43", "2007-12-31 00:00:00")] // November has no 31st
    [InlineData("0 0 */5 */2 1-5 * *", "2007-08-12 20:53:43", "2008-01-01 00:00:00")]
    [InlineData("0 0 */5 */3 1-5 * *", "2007-08-12 20:53:43", "2008-01-01 00:00:00")]
    [InlineData("0 0 */1 */7 1-5 * *", "2007-08-12 20:53:43", "2008-01-01 00:00:00")]
    [InlineData("0 0 */5 */3 1-5 3-5 *", "2007-08-12 20:53:43", "2008-01-01 00:00:00")] // either day field: a Tuesday
    [InlineData("0 0/5 09-17 * * 1,3,5 *", "2008-01-18 04:53:43", "2008-01-18 09:00:00")]
    [InlineData("0 0/5 09-17 * * 1,3,5 *", "2008-01-18 09:53:43", "2008-01-18 09:55:00")]
    [InlineData("0 0/5 09-17 * * 1,3,5 *", "2008-01-19 04:53:43", "2008-01-21 09:00:00")]
    [InlineData("0 0/5 09-17 * * 1,3,5 *", "2008-01-21 04:53:43", "2008-01-21 09:00:00")]
    [InlineData("0 0/5 09-17 * * 1,3,5 *", "2008-01-01 04:53:43", "2008-01-02 09:00:00")]
    [InlineData("0 0 2 * * 1-5 *", "2009-04-22 23:16:04", "2009-04-23 02:00:00")]
    [InlineData("0 0 2 * * 1-5 *", "2009-04-19 23:16:04", "2009-04-20 02:00:00")]
    [InlineData("0 0 0 1 1 * 2010-2012", "2010-06-01 00:00:00", "2011-01-01 00:00:00")]
    public void Cron_triggers_fire_when_BackgrounDRb_says(string text, string from, string expected)
    {
        Assert.Equal(At(expected), CronExpression.Parse(text).NextAfter(At(from), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("2008-01-01 00:00:00", "2008-01-01 10:00:00")] // before the start
    [InlineData("2008-01-01 10:00:00", "2008-01-01 10:00:30")]
    [InlineData("2008-01-01 10:00:44", "2008-01-01 10:01:00")]
    [InlineData("2008-01-01 10:59:45", "2008-01-01 11:00:00")]
    [InlineData("2008-01-01 11:00:00", null)] // its answer was half a minute after the end
    [InlineData("2008-01-01 11:00:01", null)]
    public void Start_end_and_repeat_interval_make_a_window(string from, string? expected)
    {
        var schedule = Schedule.Between(At("2008-01-01 10:00:00"), At("2008-01-01 11:00:00"), TimeSpan.FromSeconds(30));

        Assert.Equal(expected is null ? null : At(expected), schedule.NextAfter(At(from)));
    }

    [Fact]
    public void A_start_alone_fires_once()
    {
        var schedule = Schedule.Once(At("2008-01-01 10:00:00"));

        Assert.Equal(At("2008-01-01 10:00:00"), schedule.NextAfter(At("2007-01-01 00:00:00")));
        Assert.Null(schedule.NextAfter(At("2008-01-01 10:00:00")));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
