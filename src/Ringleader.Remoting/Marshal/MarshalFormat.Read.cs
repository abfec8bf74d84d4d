using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Ringleader.Remoting.Marshal;

/// <content>Reading. Every function takes the whole document and moves the position behind what it read.</content>
internal static partial class MarshalFormat
{
    /// <summary>Reads <c>04 08</c>. An older minor version is accepted, as Ruby does.</summary>
    public static void ReadHeader(ReadOnlySpan<byte> source, scoped ref int position)
    {
        if (source.Length - position < 2)
        {
            throw MarshalErrors.TooShort(source.Length, position, 2);
        }

        var (major, minor) = (source[position], source[position + 1]);
        if (major != Major || minor > Minor)
        {
            throw MarshalErrors.Version(major, minor);
        }

        position += 2;
    }

    /// <summary>Reads one byte: a tag.</summary>
    public static byte ReadByte(ReadOnlySpan<byte> source, scoped ref int position)
    {
        if ((uint)position >= (uint)source.Length)
        {
            throw MarshalErrors.TooShort(source.Length, position, 1);
        }

        return source[position++];
    }

    /// <summary>
    /// Reads an integer of the format itself: <c>00</c> is 0; 6..127 and -128..-6 are the value shifted by 5; 1..4 and
    /// -4..-1 count the little-endian bytes that follow.
    /// </summary>
    public static int ReadInteger(ReadOnlySpan<byte> source, scoped ref int position)
    {
        var first = (sbyte)ReadByte(source, ref position);
        if (first == 0)
        {
            return 0;
        }

        if (first > 4)
        {
            return first - 5;
        }

        if (first < -4)
        {
            return first + 5;
        }

        var count = Math.Abs((int)first);
        if (source.Length - position < count)
        {
            throw MarshalErrors.TooShort(source.Length, position, count);
        }

        var value = first > 0 ? 0 : -1;
        for (var i = 0; i < count; i++)
        {
            value &= ~(0xff << (8 * i));
            value |= source[position++] << (8 * i);
        }

        return value;
    }

    /// <summary>Reads a count or a length, which must not be negative.</summary>
    public static int ReadCount(ReadOnlySpan<byte> source, scoped ref int position)
    {
        var at = position;
        var count = ReadInteger(source, ref position);
        return count >= 0 ? count : throw MarshalErrors.NegativeCount(count, at);
    }

    /// <summary>Reads a length and that many bytes.</summary>
    public static ReadOnlySpan<byte> ReadBytes(ReadOnlySpan<byte> source, scoped ref int position, int maxBytes)
    {
        var length = ReadCount(source, ref position);
        if (length > maxBytes)
        {
            throw MarshalErrors.Limit(nameof(MarshalOptions.MaxStringBytes), maxBytes, length);
        }

        if (length > source.Length - position)
        {
            throw MarshalErrors.TooShort(source.Length, position, length);
        }

        var bytes = source.Slice(position, length);
        position += length;
        return bytes;
    }

    /// <summary>
    /// Reads what follows tag <c>l</c>: a sign, a count of 16-bit words and the little-endian magnitude. True when the value
    /// fits <see cref="long"/>; else <paramref name="big"/> has it.
    /// </summary>
    public static bool ReadBignum(ReadOnlySpan<byte> source, scoped ref int position, out long small, out BigInteger big)
    {
        // Ruby takes any other sign byte for a minus; nothing writes one.
        var negative = ReadByte(source, ref position) != (byte)'+';
        var length = 2L * ReadCount(source, ref position);
        if (length > source.Length - position)
        {
            throw MarshalErrors.TooShort(source.Length, position, length);
        }

        var magnitude = source.Slice(position, (int)length);
        position += (int)length;
        big = default;
        magnitude = magnitude.TrimEnd((byte)0);
        if (magnitude.Length <= sizeof(ulong))
        {
            Span<byte> word = stackalloc byte[sizeof(ulong)];
            word.Clear();
            magnitude.CopyTo(word);
            var value = BinaryPrimitives.ReadUInt64LittleEndian(word);
            if (value <= long.MaxValue || (negative && value == 1UL << 63))
            {
                small = negative ? unchecked(-(long)value) : (long)value;
                return true;
            }
        }

        small = 0;
        big = new BigInteger(magnitude, isUnsigned: true);
        big = negative ? -big : big;
        return false;
    }

    /// <summary>Reads the text of a Float. Bytes from the first NUL on are the mantissa that old Rubies appended.</summary>
    public static double ParseFloat(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        text = end < 0 ? text : text[..end];
        if (TryParseShort(text, out var value))
        {
            return value;
        }

        if (text.SequenceEqual("inf"u8))
        {
            return double.PositiveInfinity;
        }

        if (text.SequenceEqual("-inf"u8))
        {
            return double.NegativeInfinity;
        }

        if (text.SequenceEqual("nan"u8))
        {
            return double.NaN;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out value) ? value : throw MarshalErrors.FloatText(text);
    }

    /// <summary>
    /// Up to 15 digits with a decimal point: the digits and the power of ten are exact doubles, so one division rounds
    /// correctly. This is the common case and several times faster than the general parser.
    /// </summary>
    private static bool TryParseShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        var digits = negative ? text[1..] : text;
        if (digits.Length is 0 or > 16)
        {
            return false;
        }

        long mantissa = 0;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (uint)(digits[i] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (digits[i] == (byte)'.' && point < 0 && i > 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        if (point < 0 ? digits.Length > 15 : point == digits.Length - 1)
        {
            return false;
        }

        value = point < 0 ? mantissa : mantissa / PowerOfTen(digits.Length - 1 - point);
        value = negative ? -value : value;
        return true;
    }

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private static double PowerOfTen(int exponent) => PowersOfTen[exponent];
}
