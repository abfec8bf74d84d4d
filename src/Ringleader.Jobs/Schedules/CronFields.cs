using System.Numerics;

namespace Ringleader.Jobs.Schedules;

/// <summary>
/// What a cron expression means: a set of bits for each field, and the search over them. It knows the calendar and nothing of
/// time zones; local times are seconds since the start of year 1.
/// </summary>
internal sealed record CronFields
{
    /// <summary>After so many years the calendar repeats, weekdays included: what did not come until then never comes.</summary>
    private const int CalendarCycle = 400;

    private const int LastYear = 9999;
    private const int SecondsPerDay = 86_400;

    public required ulong Seconds { get; init; }

    public required ulong Minutes { get; init; }

    public required ulong Hours { get; init; }

    public required CronDays Days { get; init; }

    /// <summary>Bit m is month m.</summary>
    public required ulong Months { get; init; }

    /// <summary>Bit 0 is the first year of <see cref="CronField.Year"/>; null is any year.</summary>
    public required UInt128? Years { get; init; }

    /// <summary>Whether the minute or the hour is written with <c>*</c> or a step: such a job runs in both halves of a repeated hour.</summary>
    public required bool IsPeriodic { get; init; }

    /// <summary>False for the 31st of February and its like.</summary>
    public bool CanFire => NextDay(new DateTime(CronField.Year.Minimum, 1, 1)) is not null;

    /// <summary>The first matching local time that is not before the given one, or null when there is none.</summary>
    public long? NextFrom(long local)
    {
        var (dayNumber, second) = Math.DivRem(local, SecondsPerDay);
        if (dayNumber > DateOnly.MaxValue.DayNumber)
        {
            return null;
        }

        var start = DateTime.MinValue.AddDays(dayNumber);
        var day = NextDay(start);
        if (day == start)
        {
            if (NextSecond((int)second) is { } time)
            {
                return (dayNumber * SecondsPerDay) + time;
            }

            day = start == DateTime.MaxValue.Date ? null : NextDay(start.AddDays(1));
        }

        return day is { } date ? (date.Ticks / TimeSpan.TicksPerSecond) + NextSecond(0) : null;
    }

    private DateTime? NextDay(DateTime from)
    {
        if (Years is not null && from.Year < CronField.Year.Minimum)
        {
            from = new DateTime(CronField.Year.Minimum, 1, 1);
        }

        var (month, day) = (from.Month, from.Day);
        var last = Math.Min(from.Year + CalendarCycle, LastYear);
        for (var year = from.Year; year <= last; year++, month = 1, day = 1)
        {
            if (Years is not null && !Includes(year))
            {
                continue;
            }

            for (; Next(Months, month) is { } found; month = found + 1, day = 1)
            {
                var days = Days.In(year, found) & (uint.MaxValue << (found == month ? day : 1));
                if (days != 0)
                {
                    return new DateTime(year, found, BitOperations.TrailingZeroCount(days));
                }
            }
        }

        return null;
    }

    private bool Includes(int year) =>
        year <= CronField.Year.Maximum && (Years >> (year - CronField.Year.Minimum) & 1) == 1;

    /// <summary>The first matching second of a day from the given one on.</summary>
    private int? NextSecond(int from)
    {
        var (hour, minute, second) = (from / 3600, from / 60 % 60, from % 60);
        var nextHour = Next(Hours, hour);
        if (nextHour == hour)
        {
            var nextMinute = Next(Minutes, minute);
            if (nextMinute == minute)
            {
                if (Next(Seconds, second) is { } nextSecond)
                {
                    return (hour * 3600) + (minute * 60) + nextSecond;
                }

                nextMinute = Next(Minutes, minute + 1);
            }

            if (nextMinute is { } later)
            {
                return (hour * 3600) + (later * 60) + First(Seconds);
            }

            nextHour = Next(Hours, hour + 1);
        }

        return (nextHour * 3600) + (First(Minutes) * 60) + First(Seconds);
    }

    private static int First(ulong set) => BitOperations.TrailingZeroCount(set);

    private static int? Next(ulong set, int from)
    {
        var rest = set & (ulong.MaxValue << from);
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }
}
