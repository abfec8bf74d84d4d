namespace Ringleader.Jobs.Tests.Schedules;

public sealed class MissedFiresTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly Schedule Hourly = Schedule.Cron("0 * * * *");

    [Fact]
    public void Nothing_is_due_before_the_next_firing()
    {
        foreach (var policy in new[] { MissedFires.Skip, MissedFires.RunOnce, MissedFires.RunAll(10) })
        {
            Assert.Empty(policy.Due(Hourly, Start, Start));
            Assert.Empty(policy.Due(Hourly, Start, Start.AddMinutes(59)));
            Assert.Empty(policy.Due(Hourly, Start, Start.AddHours(-5))); // a clock that was put back
            Assert.Empty(policy.Due(Schedule.Once(Start), Start, Start.AddDays(1)));
        }
    }

    [Fact]
    public void A_firing_on_time_runs_under_each_policy()
    {
        foreach (var policy in new[] { MissedFires.Skip, MissedFires.RunOnce, MissedFires.RunAll(10) })
        {
            Assert.Equal([Start.AddHours(1)], policy.Due(Hourly, Start, Start.AddHours(1)));
            Assert.Equal([Start.AddHours(1)], policy.Due(Hourly, Start, Start.AddHours(1) + MissedFires.Tolerance));
        }
    }

    [Fact]
    public void Skip_leaves_out_what_is_late()
    {
        Assert.Empty(MissedFires.Skip.Due(Hourly, Start, Start.AddHours(1) + MissedFires.Tolerance + TimeSpan.FromTicks(1)));
        Assert.Empty(MissedFires.Skip.Due(Hourly, Start, Start.AddHours(5.5)));
        Assert.Equal([Start.AddHours(5)], MissedFires.Skip.Due(Hourly, Start, Start.AddHours(5).AddSeconds(3)));
    }

    [Fact]
    public void RunOnce_lets_the_newest_stand_for_all()
    {
        Assert.Equal([Start.AddHours(5)], MissedFires.RunOnce.Due(Hourly, Start, Start.AddHours(5.5)));
    }

    [Fact]
    public void RunAll_makes_up_for_the_newest_in_order()
    {
        Assert.Equal(
            [Start.AddHours(3), Start.AddHours(4), Start.AddHours(5)],
            MissedFires.RunAll(3).Due(Hourly, Start, Start.AddHours(5.5)));
        Assert.Equal(5, MissedFires.RunAll(100).Due(Hourly, Start, Start.AddHours(5.5)).Count);
    }

    [Fact]
    public void Years_of_missed_seconds_are_not_walked_one_by_one()
    {
        // A walk over these three hundred million firings would take minutes.
        var due = MissedFires.RunOnce.Due(Schedule.Cron("* * * * * *"), Start, Start.AddYears(10).AddSeconds(0.5));

        Assert.Equal([Start.AddYears(10)], due);
    }

    [Fact]
    public void Due_is_the_end_of_the_list_of_all_firings()
    {
        var random = SeededRandom.Create(output);
        for (var count = 0; count < 300; count++)
        {
            if (!CronExpression.TryParse(new NaiveCron(random, isSparse: true, hasSeconds: false).Text, out var expression, out _))
            {
                continue;
            }

            var schedule = Schedule.Cron(expression.ToString(), "Europe/Vienna");
            var from = Start.AddMinutes(random.Next(1_000_000));
            var now = from.AddSeconds(random.Next(3_000_000));
            var max = random.Next(1, 20);
            var all = new List<DateTimeOffset>();
            for (var next = schedule.NextAfter(from); next <= now; next = schedule.NextAfter(next.Value))
            {
                all.Add(next.Value);
            }

            Assert.Equal(all.TakeLast(max), MissedFires.RunAll(max).Due(schedule, from, now));
            Assert.Equal(all.TakeLast(1), MissedFires.RunOnce.Due(schedule, from, now));
            Assert.Equal(all.TakeLast(1).Where(last => now - last <= MissedFires.Tolerance), MissedFires.Skip.Due(schedule, from, now));
        }
    }

    [Fact]
    public void Policies_are_values()
    {
        Assert.Equal(MissedFires.RunAll(5), MissedFires.RunAll(5));
        Assert.NotEqual(MissedFires.Skip, MissedFires.RunOnce);
        Assert.NotEqual(MissedFires.RunAll(5), MissedFires.RunAll(6));
        Assert.Equal(["Skip", "RunOnce", "RunAll(5)"], new[] { MissedFires.Skip, MissedFires.RunOnce, MissedFires.RunAll(5) }.Select(policy => policy.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissedFires.RunAll(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissedFires.RunAll(1001));
    }

    [Theory]
    [InlineData("Skip")]
    [InlineData("RunOnce")]
    [InlineData("RunAll(2)")]
    [InlineData("RunAll(1000)")]
    public void The_text_of_a_policy_is_read_as_that_policy(string text)
    {
        Assert.Equal(text, MissedFires.Parse(text).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("skip")]
    [InlineData("RunAll")]
    [InlineData("RunAll()")]
    [InlineData("RunAll(0)")]
    [InlineData("RunAll(1001)")]
    [InlineData("RunAll(-1)")]
    [InlineData("RunAll( 5)")]
    [InlineData("RunAll(5")]
    [InlineData("RunAll(")]
    public void What_is_no_policy_is_refused_with_what_to_write(string? text)
    {
        Assert.False(MissedFires.TryParse(text, out _, out var problem));

        Assert.Contains("RunAll(10)", problem, StringComparison.Ordinal);
    }
}
