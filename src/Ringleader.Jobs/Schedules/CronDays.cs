using System.Numerics;

namespace Ringleader.Jobs.Schedules;

/// <summary>
/// The days that a cron expression allows, as sets of bits. The two day fields become one set for each month, so that the search
/// does not know how many ways there are to name a day.
/// </summary>
internal sealed record CronDays
{
    private const uint AnyDay = 0xffff_fffe;
    private const uint AnyWeekday = 0x7f;

    /// <summary>Bit d is day d.</summary>
    public uint Days { get; init; }

    /// <summary>Bit k is <c>L-k</c>, the day k days before the last.</summary>
    public uint DaysBeforeLast { get; init; }

    /// <summary>Bit d is <c>dW</c>, the weekday nearest to day d.</summary>
    public uint Nearest { get; init; }

    /// <summary>Bit k is <c>L-kW</c>.</summary>
    public uint NearestBeforeLast { get; init; }

    /// <summary>Bit w is weekday w, 0 is Sunday.</summary>
    public uint Weekdays { get; init; }

    /// <summary>Bit 7 (n - 1) + w is <c>w#n</c>, the n-th weekday w.</summary>
    public ulong NthWeekdays { get; init; }

    /// <summary>Bit w is <c>wL</c>, the last weekday w.</summary>
    public uint LastWeekdays { get; init; }

    /// <summary>The days of a month; bit d is day d.</summary>
    public uint In(int year, int month)
    {
        var length = DateTime.DaysInMonth(year, month);
        var all = ((1u << length) - 1) << 1;
        var isAnyDay = Days == AnyDay;
        var isAnyWeekday = Weekdays == AnyWeekday;
        if (isAnyDay && isAnyWeekday)
        {
            return all;
        }

        var first = (int)new DateTime(year, month, 1).DayOfWeek;
        var byDate = isAnyDay ? 0 : ByDate(length, first);
        var byWeekday = isAnyWeekday ? 0 : ByWeekday(length, first);
        return (byDate | byWeekday) & all;
    }

    private uint ByDate(int length, int first)
    {
        var days = Days;
        for (var rest = DaysBeforeLast; rest != 0; rest &= rest - 1)
        {
            days |= Bit(length - BitOperations.TrailingZeroCount(rest));
        }

        for (var rest = Nearest; rest != 0; rest &= rest - 1)
        {
            days |= NearestTo(BitOperations.TrailingZeroCount(rest), length, first);
        }

        for (var rest = NearestBeforeLast; rest != 0; rest &= rest - 1)
        {
            days |= NearestTo(length - BitOperations.TrailingZeroCount(rest), length, first);
        }

        return days;
    }

    private uint ByWeekday(int length, int first)
    {
        // Turned so that bit 0 is the weekday of the first day, then laid down five times, one week after the other.
        var week = ((Weekdays >> first) | (Weekdays << (7 - first))) & AnyWeekday;
        var days = (uint)((ulong)week * 0b1_0000001_0000001_0000001_0000001 << 1);
        for (var rest = NthWeekdays; rest != 0; rest &= rest - 1)
        {
            var (weeks, weekday) = Math.DivRem(BitOperations.TrailingZeroCount(rest), 7);
            days |= Bit(1 + ((weekday - first + 7) % 7) + (7 * weeks));
        }

        for (var rest = LastWeekdays; rest != 0; rest &= rest - 1)
        {
            var last = (first + length - 1) % 7;
            days |= Bit(length - ((last - BitOperations.TrailingZeroCount(rest) + 7) % 7));
        }

        return days;
    }

    /// <summary>Saturday goes to Friday and Sunday to Monday, but never into another month.</summary>
    private static uint NearestTo(int day, int length, int first)
    {
        if (day < 1 || day > length)
        {
            return 0;
        }

        return ((first + day - 1) % 7) switch
        {
            (int)DayOfWeek.Saturday => Bit(day > 1 ? day - 1 : day + 2),
            (int)DayOfWeek.Sunday => Bit(day < length ? day + 1 : day - 2),
            _ => Bit(day),
        };
    }

    private static uint Bit(int day) => day is >= 1 and <= 31 ? 1u << day : 0;
}
