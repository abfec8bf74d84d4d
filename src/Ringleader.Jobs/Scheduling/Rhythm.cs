using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Scheduling;

/// <summary>How often a node looks after what nobody tells it of, so that the nodes do not all look at the same moment.</summary>
internal static class Rhythm
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(20);

    /// <summary>The pause when nothing is due.</summary>
    public static TimeSpan Next(Jitter jitter) => jitter.Between(Shortest, Longest);

    /// <summary>
    /// The pause between sweeps: shorter in proportion where leases are shorter than by default, so that a dead worker is found out soon after
    /// its lease has ended.
    /// </summary>
    public static TimeSpan NextSweep(Jitter jitter, TimeSpan lease)
    {
        var share = Math.Min(1, lease / JobWorkerOptions.Default.Lease);
        return jitter.Between(Shortest * share, Longest * share);
    }

    /// <summary>The pause until something is due, and a little more.</summary>
    public static TimeSpan After(TimeSpan due, Jitter jitter) => due + jitter.Between(TimeSpan.Zero, Spread);
}
