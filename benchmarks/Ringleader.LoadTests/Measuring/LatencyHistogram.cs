using System.Numerics;

namespace Ringleader.LoadTests.Measuring;

/// <summary>Counts latencies in buckets no wider than 1/64 of their value. Not thread-safe: one per caller, merged later.</summary>
/// <remarks>The Ruby clients number their buckets by the same rule (closed_loop.rb), so that their counts merge with ours.</remarks>
internal sealed class LatencyHistogram
{
    private const int MantissaBits = 6;

    private readonly long[] _counts = new long[(64 - MantissaBits) << MantissaBits];

    public long Count { get; private set; }

    public long SumNanoseconds { get; private set; }

    public double MeanMicroseconds => Count == 0 ? 0 : SumNanoseconds / 1000.0 / Count;

    public void Record(long nanoseconds)
    {
        _counts[BucketOf(nanoseconds)]++;
        Count++;
        SumNanoseconds += nanoseconds;
    }

    public void Add(LatencyHistogram other)
    {
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            _counts[bucket] += other._counts[bucket];
        }

        Count += other.Count;
        SumNanoseconds += other.SumNanoseconds;
    }

    /// <summary>Adds counts that came from another process, together with the exact sum that its buckets only approximate.</summary>
    public void Add(IReadOnlyDictionary<int, long> buckets, long sumNanoseconds)
    {
        foreach ((int bucket, long count) in buckets)
        {
            _counts[bucket] += count;
            Count += count;
        }

        SumNanoseconds += sumNanoseconds;
    }

    public Dictionary<int, long> ToBuckets() =>
        _counts.Index().Where(bucket => bucket.Item > 0).ToDictionary(bucket => bucket.Index, bucket => bucket.Item);

    /// <summary>The middle of the bucket that holds the given quantile (0 to 1); 0 when nothing was recorded.</summary>
    public double QuantileMicroseconds(double quantile)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        long seen = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
            {
                return MiddleOf(bucket) / 1000.0;
            }
        }

        return 0;
    }

    private static int BucketOf(long nanoseconds)
    {
        int shift = ShiftOf(nanoseconds);
        return (shift << MantissaBits) + (int)(nanoseconds >> shift);
    }

    private static int ShiftOf(long nanoseconds) =>
        Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)nanoseconds) - (MantissaBits + 1));

    private static double MiddleOf(int bucket)
    {
        int shift = Math.Max(0, (bucket >> MantissaBits) - 1);
        long low = (long)(bucket - (shift << MantissaBits)) << shift;
        return low + ((1L << shift) - 1) / 2.0;
    }
}
