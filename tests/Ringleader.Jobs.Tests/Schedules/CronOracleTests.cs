namespace Ringleader.Jobs.Tests.Schedules;

/// <summary>
/// Random expressions in the time zones of this machine against <see cref="CronOracle"/>. With <c>RINGLEADER_LONG=1</c> all zones
/// are walked for ten years each, which takes many minutes.
/// </summary>
public sealed class CronOracleTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RINGLEADER_LONG") == "1";

    private static readonly TimeZoneInfo[] Zones = [.. TimeZoneInfo.GetSystemTimeZones()];

    [Fact]
    public void Ten_years_of_occurrences_are_those_of_a_minute_by_minute_walk()
    {
        var random = SeededRandom.Create(output);
        foreach (var zone in IsLong ? Zones : random.GetItems(Zones, 2))
        {
            var from = new DateTime(random.Next(1990, 2038), random.Next(1, 13), 1, 0, 0, 0, DateTimeKind.Utc);
            Compare(zone, from, from.AddYears(10), TimeSpan.FromMinutes(1), Crons(random, 6, isSparse: true, hasSeconds: false), random);
        }
    }

    [Fact]
    public void Clock_changes_of_all_zones_are_those_of_a_minute_by_minute_walk()
    {
        var random = SeededRandom.Create(output);
        var changes = 0;
        foreach (var zone in Zones)
        {
            // A walk by minutes does not meet a change to or from an offset with seconds, such as Monrovia's of 1972.
            foreach (var change in Changes(zone, random.Next(1970, 2045), 3).Where(change => HasWholeMinutes(zone, change)).Take(IsLong ? 6 : 2))
            {
                changes++;
                Compare(zone, change.AddHours(-30), change.AddHours(30), TimeSpan.FromMinutes(1), Crons(random, 8, isSparse: false, hasSeconds: false), random);
            }
        }

        Assert.True(changes > 50, $"only {changes} changes in {Zones.Length} zones");
    }

    [Fact]
    public void Clock_changes_are_those_of_a_second_by_second_walk()
    {
        var random = SeededRandom.Create(output);
        foreach (var zone in random.GetItems(Zones, IsLong ? 400 : 40))
        {
            foreach (var change in Changes(zone, random.Next(2000, 2040), 2).Take(1))
            {
                Compare(zone, change.AddHours(-6), change.AddHours(4), TimeSpan.FromSeconds(1), Crons(random, 8, isSparse: true, hasSeconds: true), random);
            }
        }
    }

    [Fact]
    public void Two_clock_changes_that_cancel_out_are_further_apart_than_the_search_looks_at_once()
    {
        foreach (var zone in Zones)
        {
            var steps = Steps(zone, new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(IsLong ? 2060 : 1980, 1, 1, 0, 0, 0, DateTimeKind.Utc)).ToArray();
            foreach (var (first, second) in steps.Zip(steps.Skip(1)))
            {
                Assert.True(second - first > TimeSpan.FromHours(28), $"{zone.Id}: {first:u} and {second:u}");
            }
        }
    }

    private static bool HasWholeMinutes(TimeZoneInfo zone, DateTime change) =>
        zone.GetUtcOffset(change.AddHours(-30)).Seconds == 0 && zone.GetUtcOffset(change.AddHours(30)).Seconds == 0;

    private static void Compare(TimeZoneInfo zone, DateTime from, DateTime until, TimeSpan step, NaiveCron[] crons, Random random)
    {
        var expected = CronOracle.Walk(zone, from, until, step, crons);
        for (var index = 0; index < crons.Length; index++)
        {
            var expression = CronExpression.Parse(crons[index].Text);
            var about = $"'{crons[index].Text}' in {zone.Id} from {from:u}";

            var actual = expression.Occurrences(from, until, zone).ToArray();

            var wrong = Enumerable.Range(0, Math.Max(actual.Length, expected[index].Count))
                .FirstOrDefault(at => at >= actual.Length || at >= expected[index].Count || actual[at] != expected[index][at], -1);
            Assert.True(
                wrong < 0,
                wrong < 0 ? "" : $"{about}: firing {wrong} is {actual.Skip(wrong).FirstOrDefault():u}, should be {expected[index].Skip(wrong).FirstOrDefault():u}");
            AskInBetween(expression, zone, from, until, expected[index], random, about);
        }
    }

    /// <summary>From any instant, also a fraction of a second and one within what a clock shows twice, the next firing is the walk's.</summary>
    private static void AskInBetween(
        CronExpression expression, TimeZoneInfo zone, DateTime from, DateTime until, List<DateTimeOffset> fires, Random random, string about)
    {
        for (var count = 0; count < 30; count++)
        {
            var instant = new DateTimeOffset(from.AddTicks(random.NextInt64((until - from).Ticks)));
            var after = fires.BinarySearch(instant);
            after = after < 0 ? ~after : after + 1;

            var next = expression.NextAfter(instant, zone);

            Assert.True(next is null || next > instant, about);
            Assert.True(
                after < fires.Count ? next == fires[after] : next is null || next >= until,
                $"{about}: after {instant:O} comes {next:u}");
        }
    }

    /// <summary>Expressions that can fire; whether the parser rightly refuses others is a test of its own.</summary>
    private static NaiveCron[] Crons(Random random, int count, bool isSparse, bool hasSeconds) =>
    [
        .. Enumerable.Range(0, int.MaxValue)
            .Select(_ => new NaiveCron(random, isSparse, hasSeconds))
            .Where(cron => CronExpression.TryParse(cron.Text, out _, out var problem) || !problem.Contains("never fires", StringComparison.Ordinal))
            .Take(count),
    ];

    /// <summary>Clock changes of some years, to three hours.</summary>
    private static IEnumerable<DateTime> Changes(TimeZoneInfo zone, int year, int years) =>
        Steps(zone, new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(year + years, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static IEnumerable<DateTime> Steps(TimeZoneInfo zone, DateTime from, DateTime until)
    {
        var step = TimeSpan.FromHours(3);
        var offset = zone.GetUtcOffset(from);
        for (var utc = from + step; utc < until; utc += step)
        {
            var next = zone.GetUtcOffset(utc);
            if (next != offset)
            {
                yield return utc;
            }

            offset = next;
        }
    }
}
