namespace Ringleader.Jobs.Working;

/// <summary>
/// How many jobs to hold beyond those that run: some tens of milliseconds of work, by how long the last ones took. None for long jobs,
/// which other workers should rather have.
/// </summary>
/// <param name="slots">How many run at a time.</param>
internal sealed class Prefetch(int slots)
{
    /// <summary>The most that is held: enough that one claim of the largest size is worked off while the next is under way.</summary>
    public const int Most = 2 * LargestClaim;

    /// <summary>The most that is claimed at once.</summary>
    public const int LargestClaim = 500;

    private const double Weight = 1.0 / 16;

    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongRun = TimeSpan.FromSeconds(1);

    private double _averageTicks = -1; // unknown

    /// <summary>How many to hold.</summary>
    public int Count { get; private set; }

    /// <summary>An attempt took so long.</summary>
    public void Add(TimeSpan ran)
    {
        _averageTicks = _averageTicks < 0 ? ran.Ticks : _averageTicks + ((ran.Ticks - _averageTicks) * Weight);
        Reckon();
    }

    /// <summary>What was held had to wait: the jobs that run take longer than it seemed.</summary>
    public void AddLong()
    {
        _averageTicks = Math.Max(_averageTicks, LongRun.Ticks);
        Reckon();
    }

    private void Reckon() => Count = (int)Math.Min(Most, slots * (Ahead.Ticks / Math.Max(1, _averageTicks)));
}
