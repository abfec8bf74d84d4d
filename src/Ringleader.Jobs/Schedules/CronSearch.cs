namespace Ringleader.Jobs.Schedules;

/// <summary>
/// Finds the instant at which a cron expression fires next in a time zone. The rules when the clock is changed:
/// <list type="bullet">
/// <item>Put forward, it skips local times. If any of them matches, the expression fires once at the first instant after the gap;
/// but a periodic one (<see cref="CronFields.IsPeriodic"/>) that fires within the hour after it anyway has nothing to make up for.</item>
/// <item>Put back, it shows local times a second time. A periodic expression fires in both halves, any other in the
/// first alone.</item>
/// </list>
/// The search goes from clock change to clock change: between two of them, local time is UTC plus a constant, and the calendar
/// gives the answer. Changes far from both ends of a wait cannot matter, since they neither reach back to where it began nor
/// forward to where it ends; so a wait of years costs no more than one of days.
/// </summary>
internal static class CronSearch
{
    /// <summary>The first firing after an instant, or null. Instants are UTC, in seconds since the start of year 1.</summary>
    public static long? NextAfter(CronFields fields, ZoneClock clock, long instant)
    {
        var known = instant;
        var offset = clock.OffsetAt(known);
        var local = Math.Max(0, known + offset + 1);
        if (!fields.IsPeriodic)
        {
            local = Math.Max(local, EndOfRepetition(clock, known, offset));
        }

        while (fields.NextFrom(local) is { } match && match - offset <= ZoneClock.LastSecond)
        {
            var due = match - offset;
            var isFar = due - known > 2 * ZoneClock.Reach;
            if (clock.TryFindChange(known, offset, isFar ? known + ZoneClock.Reach : due, out var change))
            {
                var shown = change.At + change.Offset;
                if (match < shown && !(fields.IsPeriodic && FiresWithinTheHour(fields, shown)))
                {
                    return change.At;
                }

                local = fields.IsPeriodic ? shown : match;
                (known, offset) = (change.At, change.Offset);
            }
            else if (isFar)
            {
                local = match;
                known = due - ZoneClock.Reach;
                offset = clock.OffsetAt(known);
            }
            else
            {
                return due;
            }
        }

        return null;
    }

    private static bool FiresWithinTheHour(CronFields fields, long local) => fields.NextFrom(local) is { } next && next - local < 3600;

    /// <summary>The local time up to which the clock shows at this instant what it has shown before; in the past if it does not.</summary>
    private static long EndOfRepetition(ZoneClock clock, long instant, long offset)
    {
        var earlier = Math.Max(0, instant - ZoneClock.Reach);
        var before = clock.OffsetAt(earlier);
        return before != offset && clock.TryFindChange(earlier, before, instant, out var change) ? change.At + before : 0;
    }
}
