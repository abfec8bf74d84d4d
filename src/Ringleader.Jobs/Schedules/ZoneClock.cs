namespace Ringleader.Jobs.Schedules;

/// <summary>
/// The clock on the wall of a time zone: what it adds to UTC, and when that changes. It asks a zone only for its offset at an
/// instant; what a zone says of invalid and ambiguous times differs between its kinds of rules. All times are seconds since the
/// start of year 1.
/// </summary>
internal readonly struct ZoneClock(TimeZoneInfo zone)
{
    /// <summary>
    /// No change moves a clock by more than this, since offsets lie between -14 and 14 hours; and two changes that cancel one
    /// another out are never so near.
    /// </summary>
    public const long Reach = 28 * 3600;

    /// <summary>The last second of year 9999.</summary>
    public static readonly long LastSecond = DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>What the clock adds to UTC.</summary>
    public long OffsetAt(long utc)
    {
        var ticks = Math.Clamp(utc, 0, LastSecond) * TimeSpan.TicksPerSecond;
        return zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks / TimeSpan.TicksPerSecond;
    }

    /// <summary>Finds the first change after an instant, up to and including another.</summary>
    /// <param name="from">The instant before.</param>
    /// <param name="offset">The offset at that instant.</param>
    /// <param name="to">The last instant to look at.</param>
    /// <param name="change">The first second of the new offset.</param>
    public bool TryFindChange(long from, long offset, long to, out ClockChange change)
    {
        while (from < to)
        {
            var next = Math.Min(from + Reach, to);
            if (OffsetAt(next) != offset)
            {
                change = Bisect(from, offset, next);
                return true;
            }

            from = next;
        }

        change = default;
        return false;
    }

    private ClockChange Bisect(long before, long offset, long after)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(middle) == offset ? (middle, after) : (before, middle);
        }

        return new ClockChange(after, OffsetAt(after));
    }
}
