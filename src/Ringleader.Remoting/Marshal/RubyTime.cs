using System.Buffers.Binary;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// A Ruby Time as it came. Read where a <see cref="DateTimeOffset"/> cannot hold the value: parts of a tick, years beyond
/// 9999, offsets with seconds. Immutable.
/// </summary>
/// <remarks>
/// Ruby's time.c packs UTC year, month, day, hour, minute, second and microsecond into eight bytes and adds the rest as
/// instance variables: <c>offset</c>, <c>zone</c>, <c>nano_num</c>, <c>nano_den</c>, <c>submicro</c>.
/// </remarks>
public sealed class RubyTime
{
    private const int PackedBytes = 8;
    private const int FirstYear = 1900;

    /// <summary>Says that two bytes follow; 0 says one.</summary>
    private const byte TwoByteYears = 7;
    private readonly byte[] _packed;

    internal RubyTime(byte[] packed, RubyFields variables)
    {
        _packed = packed;
        Variables = variables;
    }

    /// <summary>The packed fields; longer than eight bytes when the year is out of the range 1900 to 67435.</summary>
    public ReadOnlyMemory<byte> Packed => _packed;

    /// <summary>What did not fit the packed fields.</summary>
    public RubyFields Variables { get; }

    /// <summary>Converts when nothing is lost but the zone's name. False, with the default, otherwise.</summary>
    public bool TryGetDateTimeOffset(out DateTimeOffset time)
    {
        time = default;
        if (!TryReadUtc(out var utc, out var isUtc) || !TryAddNanoseconds(ref utc))
        {
            return false;
        }

        var offset = TimeSpan.Zero;
        if (!isUtc)
        {
            if (!Variables.TryGetValue("offset", out var seconds) || seconds is not long value || value % 60 != 0 || Math.Abs(value) > 14 * 3600)
            {
                return false;
            }

            offset = TimeSpan.FromSeconds(value);
            var local = utc.Ticks + offset.Ticks;
            if (local < DateTime.MinValue.Ticks || local > DateTime.MaxValue.Ticks)
            {
                return false;
            }
        }

        time = new DateTimeOffset(utc.Ticks + offset.Ticks, offset);
        return true;
    }

    /// <summary>Converts, leaving out what is shorter than a microsecond. False, with the default, when the rest does not fit.</summary>
    public bool TryGetMicroseconds(out DateTimeOffset time)
    {
        var kept = new RubyFields(Variables.Count);
        foreach (var (name, value) in Variables.Items)
        {
            if (name.Name is not ("nano_num" or "nano_den" or "submicro"))
            {
                kept.Add(name, value);
            }
        }

        return new RubyTime(_packed, kept).TryGetDateTimeOffset(out time);
    }

    /// <summary>The packed fields of a time in UTC.</summary>
    internal static byte[] Pack(DateTime utc, bool isUtc)
    {
        var before = (ushort)Math.Max(0, FirstYear - utc.Year);
        var packed = new byte[PackedBytes + (before == 0 ? 0 : before <= byte.MaxValue ? 2 : 3)];
        var day = (1u << 31) | (isUtc ? 1u << 30 : 0) | ((uint)Math.Max(0, utc.Year - FirstYear) << 14) | ((uint)(utc.Month - 1) << 10)
            | ((uint)utc.Day << 5) | (uint)utc.Hour;
        var second = ((uint)utc.Minute << 26) | ((uint)utc.Second << 20) | (uint)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteUInt32LittleEndian(packed, day);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(4), second);
        switch (packed.Length - PackedBytes)
        {
            case 2:
                packed[^1] = (byte)before;
                break;
            case 3:
                packed[PackedBytes] = TwoByteYears;
                BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(PackedBytes + 1), before);
                break;
        }

        return packed;
    }

    /// <summary>How many years before the first one, by the bytes behind the packed ones; null when they say something else.</summary>
    private int? YearsBefore() => _packed.AsSpan(PackedBytes) switch
    {
        [] => 0,
        [0, var years] => years,
        [TwoByteYears, var low, var high] => low | (high << 8),
        _ => null,
    };

    private bool TryReadUtc(out DateTime utc, out bool isUtc)
    {
        var day = BinaryPrimitives.ReadUInt32LittleEndian(_packed);
        var second = BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(4));
        isUtc = (day >> 30 & 1) != 0;
        utc = default;
        var (year, month, date, hour) = ((int)(day >> 14 & 0xffff) + FirstYear, (int)(day >> 10 & 0xf) + 1, (int)(day >> 5 & 0x1f), (int)(day & 0x1f));
        var (minute, whole, micro) = ((int)(second >> 26), (int)(second >> 20 & 0x3f), (int)(second & 0xfffff));
        if (YearsBefore() is not { } before || (before > 0 && year != FirstYear))
        {
            return false;
        }

        year -= before;
        if (day >> 31 == 0 || year is < 1 or > 9999 || month > 12 || date < 1 || hour > 23 || minute > 59 || whole > 59 || micro > 999_999
            || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        utc = new DateTime(year, month, date, hour, minute, whole, DateTimeKind.Utc).AddTicks(micro * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    /// <summary>Adds the nanoseconds below a microsecond, if they are whole ticks and no other detail is there.</summary>
    private bool TryAddNanoseconds(ref DateTime utc)
    {
        long numerator = 0, denominator = 1;
        foreach (var (name, value) in Variables.Items)
        {
            switch (name.Name)
            {
                // Longer ones are a fraction of a nanosecond, and dividing them would be a peer's lever.
                case "nano_num" when value is long number:
                    numerator = number;
                    break;
                case "nano_den" when value is long number:
                    denominator = number;
                    break;
                case "offset" or "zone" or "submicro":
                    break;
                default:
                    return false;
            }
        }

        if (denominator <= 0 || numerator < 0 || (Int128)numerator % ((Int128)denominator * TimeSpan.NanosecondsPerTick) != 0)
        {
            return false;
        }

        var ticks = (long)((Int128)numerator / ((Int128)denominator * TimeSpan.NanosecondsPerTick));
        utc = ticks < TimeSpan.TicksPerMicrosecond ? utc.AddTicks(ticks) : utc;
        return ticks < TimeSpan.TicksPerMicrosecond;
    }
}
