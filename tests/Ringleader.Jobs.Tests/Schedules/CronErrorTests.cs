namespace Ringleader.Jobs.Tests.Schedules;

public sealed class CronErrorTests
{
    [Theory]
    [InlineData("61 * * * *", "minute", "'61'", "0 to 59")]
    [InlineData("60 * * * * *", "second", "'60'", "0 to 59")]
    [InlineData("* 24 * * *", "hour", "'24'", "0 to 23")]
    [InlineData("* * 0 * *", "day of month", "'0'", "1 to 31")]
    [InlineData("* * 32 * *", "day of month", "'32'", "1 to 31")]
    [InlineData("* * * 13 *", "month", "'13'", "1 to 12")]
    [InlineData("* * * JANUARY *", "month", "'JANUARY'", "JAN to DEC")]
    [InlineData("* * * * 8", "weekday", "'8'", "0 to 7")]
    [InlineData("* * * * MO", "weekday", "'MO'", "SUN to SAT")]
    [InlineData("0 * * * * * 1999", "year", "'1999'", "2000 to 2099")]
    [InlineData("0 * * * * * 2030-2027", "year", "'2030-2027'", "the smaller first")]
    [InlineData("*/90 * * * *", "minute", "'*/90'", "1 to 60", "Schedule.Every")]
    [InlineData("*/0 * * * *", "minute", "'*/0'", "1 to 60")]
    [InlineData("* */ * * *", "hour", "'*/'", "1 to 24")]
    [InlineData("1/2/3 * * * *", "minute", "'1/2/3'", "1 to 60")]
    [InlineData("1,,2 * * * *", "minute", "'1,,2'", "0 to 59", "Remove the comma")]
    [InlineData("1, * * * *", "minute", "'1,'", "Remove the comma")]
    [InlineData("1- * * * *", "minute", "'1-'", "0 to 59")]
    [InlineData("-1 * * * *", "minute", "'-1'", "0 to 59")]
    [InlineData("1-2-3 * * * *", "minute", "'1-2-3'", "0 to 59")]
    [InlineData("+1 * * * *", "minute", "'+1'", "0 to 59")]
    [InlineData("99999999999 * * * *", "minute", "'99999999999'", "0 to 59")]
    [InlineData("٣ * * * *", "minute", "'٣'", "0 to 59")]
    [InlineData("? * * * *", "minute", "'?'", "0 to 59")]
    [InlineData("* * ?/2 * *", "day of month", "'?/2'", "1 to 31")]
    [InlineData("* L * * *", "hour", "'L'", "0 to 23")]
    [InlineData("* * L-31 * *", "day of month", "'L-31'", "'L-30'")]
    [InlineData("* * W * *", "day of month", "'W'", "'15W'")]
    [InlineData("* * 32W * *", "day of month", "'32W'", "1 to 31")]
    [InlineData("* * 1-5W * *", "day of month", "'1-5W'", "1 to 31")]
    [InlineData("* * LL * *", "day of month", "'LL'", "'L-3'")]
    [InlineData("* * * * L", "weekday", "'L'", "'FRIL'")]
    [InlineData("* * * * MON#6", "weekday", "'MON#6'", "1 to 5")]
    [InlineData("* * * * MON#", "weekday", "'MON#'", "1 to 5")]
    [InlineData("* * * * #1", "weekday", "'#1'", "0 to 7")]
    [InlineData("* * * * MON#1L", "weekday", "'MON#1L'", "1 to 5")]
    public void Errors_name_the_field_the_entry_and_what_is_allowed(string text, string field, params string[] words)
    {
        Assert.False(CronExpression.TryParse(text, out var expression, out var problem));

        Assert.Null(expression);
        Assert.StartsWith($"The {field} field of cron expression '{text}' has ", problem, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, problem, StringComparison.Ordinal));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<FormatException>(() => CronExpression.Parse(text)).Message);
    }

    [Theory]
    [InlineData("", "has 0 fields")]
    [InlineData("* * * *", "has 4 fields")]
    [InlineData("* * * * * * * *", "has 8 fields")]
    [InlineData("@reboot", "'@reboot' is not known", "@daily")]
    [InlineData("@daily *", "'@daily *' is not known")]
    public void Errors_say_which_shapes_there_are(string text, params string[] words)
    {
        Assert.False(CronExpression.TryParse(text, out _, out var problem));
        Assert.All(words, word => Assert.Contains(word, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0 0 31 2 *")]
    [InlineData("0 0 30,31 FEB *")]
    [InlineData("0 0 31 2,4,6,9,11 ?")]
    [InlineData("0 0 31W APR *")]
    [InlineData("0 0 L-29 2 *")]
    [InlineData("0 0 0 29 2 * 2025-2027")]
    [InlineData("0 0 0 ? 2 MON#5 2000")]
    public void Expressions_that_never_fire_are_refused(string text)
    {
        Assert.False(CronExpression.TryParse(text, out _, out var problem));
        Assert.Contains("never fires", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 31 2 MON")]
    [InlineData("0 0 L-28 2 *")]
    [InlineData("0 0 0 29 2 * 2028")]
    [InlineData("0 0 ? 2 MON#5")]
    public void Expressions_that_fire_rarely_are_taken(string text)
    {
        Assert.True(CronExpression.TryParse(text, out _, out _));
    }

    [Fact]
    public void Text_that_is_too_long_is_refused_unread()
    {
        Assert.False(CronExpression.TryParse(new string('1', 2001) + " * * * *", out _, out var problem));
        Assert.Contains("2000", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("1111", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_sensible_text_is_read()
    {
        static string All(int from, int to) => string.Join(',', Enumerable.Range(from, to - from + 1));

        var expression = CronExpression.Parse($"{All(0, 59)} {All(0, 59)} {All(0, 23)} {All(1, 31)} {All(1, 12)} {All(0, 6)} {All(2000, 2099)}");

        Assert.NotNull(expression.NextAfter(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.False(CronExpression.TryParse(null, out _, out _));
        Assert.Throws<ArgumentNullException>(() => CronExpression.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => CronExpression.Parse("@daily").NextAfter(default, null!));
    }
}
