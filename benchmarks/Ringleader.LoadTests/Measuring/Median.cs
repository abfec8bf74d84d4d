namespace Ringleader.LoadTests.Measuring;

internal static class Median
{
    /// <summary>The middle value, or the mean of the two middle ones. The sequence must not be empty.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
