using System.Buffers.Binary;
using Ringleader.Hashing;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Times, compared by the moment whatever their zones.</summary>
/// <remarks>
/// A Time that no <see cref="DateTimeOffset"/> holds, such as one with half a nanosecond, is equal to one with the same fields
/// in UTC, and has no order.
/// </remarks>
internal static class RubyInstant
{
    /// <summary>In the first word of a packed time: whether it is to be shown in UTC.</summary>
    private const uint UtcFlag = 1u << 30;

    public static bool IsTime(object? value) => value is DateTimeOffset or RubyTime;

    public static bool Equal(object left, object right)
    {
        if (TicksOf(left) is { } ticks)
        {
            return ticks == TicksOf(right);
        }

        return TicksOf(right) is null && left is RubyTime one && right is RubyTime other && Moment(one) == Moment(other)
            && Part(one, "nano_num") == Part(other, "nano_num") && Part(one, "nano_den") == Part(other, "nano_den");
    }

    public static int Hash(object value)
    {
        if (TicksOf(value) is { } ticks)
        {
            return KeyedHash.Of(ticks);
        }

        var time = (RubyTime)value;
        var (day, second) = Moment(time);
        var hash = KeyedHash.Combine((int)day, (int)second);
        return KeyedHash.Combine(KeyedHash.Combine(hash, KeyedHash.Of(Part(time, "nano_num"))), KeyedHash.Of(Part(time, "nano_den")));
    }

    public static int? Compare(object left, object right) =>
        TicksOf(left) is { } ticks && TicksOf(right) is { } others ? ticks.CompareTo(others) : Equal(left, right) ? 0 : null;

    private static long? TicksOf(object value) => value switch
    {
        DateTimeOffset time => time.UtcTicks,
        RubyTime ruby when ruby.TryGetDateTimeOffset(out var time) => time.UtcTicks,
        _ => null,
    };

    /// <summary>Year to microsecond in UTC; years out of the usual range are told apart by their digits alone.</summary>
    private static (uint Day, uint Second) Moment(RubyTime time)
    {
        var packed = time.Packed.Span;
        return (BinaryPrimitives.ReadUInt32LittleEndian(packed) & ~UtcFlag, BinaryPrimitives.ReadUInt32LittleEndian(packed[4..]));
    }

    private static long Part(RubyTime time, string name) => time.Variables.TryGetValue(name, out var value) && value is long number ? number : 0;
}
