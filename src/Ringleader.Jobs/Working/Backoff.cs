namespace Ringleader.Jobs.Working;

/// <summary>How long to wait before the store is asked again: longer each time, up to 10 s, and anything below that at random.</summary>
internal sealed class Backoff(Jitter jitter)
{
    private const int MostDoublings = 8;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private int _failures;

    public void Reset() => _failures = 0;

    public TimeSpan Next()
    {
        _failures = Math.Min(_failures + 1, MostDoublings);
        var most = Shortest * (1 << _failures);
        return jitter.Between(Shortest, most < Longest ? most : Longest);
    }
}
