using Ringleader.Jobs.Tests.Schedules;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>Properties of the delays of retry policies.</summary>
public sealed class RetryMathsTests(ITestOutputHelper output)
{
    private const int Cases = 2000;

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 21)]
    [InlineData(5, 630)]
    [InlineData(20, 160_005)]
    public void Without_jitter_the_default_is_that_of_Delayed_Job(int attempt, double seconds)
    {
        Assert.Equal(seconds, RetryPolicy.Default.WithJitter(0).DelayAfter(attempt, 0.9).TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public void No_delay_is_negative_or_beyond_the_longest()
    {
        var random = SeededRandom.Create(output);
        for (var one = 0; one < Cases; one++)
        {
            var policy = Any(random).WithJitter(random.NextDouble());

            var delay = policy.DelayAfter(random.Next(1, 1_000_000), random.NextDouble());

            Assert.InRange(delay, TimeSpan.Zero, RetryPolicy.LongestDelay);
        }
    }

    [Fact]
    public void Jitter_stays_within_its_part_of_the_delay_and_grows_with_the_number_drawn()
    {
        var random = SeededRandom.Create(output);
        for (var one = 0; one < Cases; one++)
        {
            var (attempt, jitter) = (random.Next(1, 30), random.NextDouble());
            var plain = Any(random).WithJitter(0);
            var exact = plain.DelayAfter(attempt, 0.5);
            var (low, high) = (random.NextDouble() / 2, 0.5 + (random.NextDouble() / 2));

            var less = plain.WithJitter(jitter).DelayAfter(attempt, low);
            var more = plain.WithJitter(jitter).DelayAfter(attempt, high);

            Assert.True(less <= more);
            Assert.InRange(less.TotalSeconds, (exact.TotalSeconds * (1 - jitter)) - 0.001, exact.TotalSeconds + 0.001);
            Assert.InRange(more.TotalSeconds, exact.TotalSeconds - 0.001, (exact.TotalSeconds * (1 + jitter)) + 0.001);
        }
    }

    [Fact]
    public void A_thousand_jobs_that_fail_together_do_not_come_back_together()
    {
        var random = SeededRandom.Create(output);
        foreach (var policy in new[] { RetryPolicy.Default, RetryPolicy.Every(TimeSpan.FromSeconds(6)), RetryPolicy.Doubling(TimeSpan.FromSeconds(6), TimeSpan.FromHours(1)) })
        {
            double[] delays = [.. Enumerable.Range(0, 1000).Select(_ => policy.DelayAfter(1, random.NextDouble()).TotalSeconds)];

            Assert.InRange(delays.Min(), 3, 9);
            Assert.All(delays, start => Assert.InRange(delays.Count(delay => delay >= start && delay < start + 1), 1, 300));
        }
    }

    [Fact]
    public void Without_jitter_delays_never_shrink()
    {
        var random = SeededRandom.Create(output);
        for (var one = 0; one < Cases; one++)
        {
            var policy = Any(random).WithJitter(0);
            var attempt = random.Next(1, 100);

            Assert.True(policy.DelayAfter(attempt, 0.5) <= policy.DelayAfter(attempt + 1, 0.5));
        }
    }

    private static RetryPolicy Any(Random random)
    {
        var first = TimeSpan.FromSeconds((random.NextDouble() * 1000) + 0.001);
        return random.Next(3) switch
        {
            0 => RetryPolicy.Default,
            1 => RetryPolicy.Every(first),
            _ => RetryPolicy.Doubling(first, first + TimeSpan.FromSeconds(random.NextDouble() * 100_000)),
        };
    }
}
