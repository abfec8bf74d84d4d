using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Tests.Measuring;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(7_071)]
    [InlineData(1_048_575)]
    [InlineData(1_048_576)]
    [InlineData(1_149_239_000)]
    [InlineData(3_600_000_000_000)]
    public void A_quantile_is_within_one_sixty_fourth_of_the_latency(long nanoseconds)
    {
        var histogram = new LatencyHistogram();

        histogram.Record(nanoseconds);

        Assert.InRange(histogram.QuantileMicroseconds(0.5) * 1000, nanoseconds * 63.0 / 64, nanoseconds * 65.0 / 64);
    }

    [Fact]
    public void Quantiles_of_known_latencies_are_their_ranks()
    {
        var histogram = new LatencyHistogram();
        for (int microseconds = 1; microseconds <= 1000; microseconds++)
        {
            histogram.Record(microseconds * 1000);
        }

        Assert.InRange(histogram.QuantileMicroseconds(0.50), 490, 510);
        Assert.InRange(histogram.QuantileMicroseconds(0.99), 975, 1005);
        Assert.Equal(500.5, histogram.MeanMicroseconds);
    }

    [Fact]
    public void Buckets_of_another_process_add_up_to_the_same_histogram()
    {
        var theirs = new LatencyHistogram();
        theirs.Record(40_000);
        theirs.Record(50_000);
        var ours = new LatencyHistogram();
        ours.Record(60_000);

        ours.Add(theirs.ToBuckets(), theirs.SumNanoseconds);

        Assert.Equal(3, ours.Count);
        Assert.Equal(50, ours.MeanMicroseconds);
        Assert.InRange(ours.QuantileMicroseconds(0.5), 49, 51);
    }

    [Fact]
    public void An_empty_histogram_has_quantiles_of_zero()
    {
        var histogram = new LatencyHistogram();

        Assert.Equal(0, histogram.QuantileMicroseconds(0.99));
    }

    [Fact]
    public void Buckets_are_numbered_as_the_ruby_clients_number_them()
    {
        // The pairs come from bucket_of in benchmarks/Ringleader.LoadTests/Ruby/closed_loop.rb.
        (long Nanoseconds, int Bucket)[] pairs = [(0, 0), (127, 127), (128, 128), (175_112, 789), (1_149_239_000, 1604)];

        foreach ((long nanoseconds, int bucket) in pairs)
        {
            var histogram = new LatencyHistogram();
            histogram.Record(nanoseconds);
            Assert.Equal(bucket, Assert.Single(histogram.ToBuckets()).Key);
        }
    }
}
