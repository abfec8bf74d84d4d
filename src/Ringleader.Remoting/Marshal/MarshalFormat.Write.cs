using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Ringleader.Remoting.Marshal;

/// <content>Writing. Every function writes at the start of the destination and gives the number of bytes.</content>
internal static partial class MarshalFormat
{
    /// <summary>Room for any integer of the format itself.</summary>
    public const int MaxIntegerBytes = 5;

    /// <summary>Room for any <see cref="long"/> with its tag.</summary>
    public const int MaxInt64Bytes = 11;

    /// <summary>Room for the text of any Float: sign, 17 digits, point, exponent, or up to 3 leading zeros.</summary>
    public const int MaxFloatBytes = 32;

    /// <summary>Writes <c>04 08</c>.</summary>
    public static int WriteHeader(Span<byte> destination)
    {
        destination[1] = Minor;
        destination[0] = Major;
        return 2;
    }

    /// <summary>Writes an integer of the format itself; see <see cref="ReadInteger"/>.</summary>
    public static int WriteInteger(Span<byte> destination, int value)
    {
        switch (value)
        {
            case 0:
                destination[0] = 0;
                return 1;
            case > 0 and < 123:
                destination[0] = (byte)(value + 5);
                return 1;
            case < 0 and > -124:
                destination[0] = (byte)(value - 5);
                return 1;
        }

        var end = value < 0 ? -1 : 0;
        var count = 0;
        while (value != end)
        {
            destination[++count] = (byte)value;
            value >>= 8;
        }

        destination[0] = (byte)(end < 0 ? -count : count);
        return count + 1;
    }

    /// <summary>Writes an Integer with its tag: <c>i</c> where it fits, else <c>l</c>.</summary>
    public static int WriteInt64(Span<byte> destination, long value)
    {
        if (value is >= MinFixnum and <= MaxFixnum)
        {
            destination[0] = Fixnum;
            return 1 + WriteInteger(destination[1..], (int)value);
        }

        var magnitude = value < 0 ? unchecked((ulong)-value) : (ulong)value;
        var words = (64 - BitOperations.LeadingZeroCount(magnitude) + 15) / 16;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, magnitude);
        destination[0] = Bignum;
        destination[1] = value < 0 ? (byte)'-' : (byte)'+';
        destination[2] = (byte)(words + 5);
        bytes[..(words * 2)].CopyTo(destination[3..]);
        return 3 + (words * 2);
    }

    /// <summary>The room that <see cref="WriteBigInteger"/> needs.</summary>
    public static int MaxBigIntegerBytes(BigInteger value) => 2 + MaxIntegerBytes + value.GetByteCount() + 2;

    /// <summary>Writes an Integer of any size with its tag.</summary>
    public static int WriteBigInteger(Span<byte> destination, BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return WriteInt64(destination, (long)value);
        }

        var magnitude = BigInteger.Abs(value);
        var length = magnitude.GetByteCount(isUnsigned: true);
        var words = (length + 1) / 2;
        destination[0] = Bignum;
        destination[1] = value.Sign < 0 ? (byte)'-' : (byte)'+';
        var start = 2 + WriteInteger(destination[2..], words);
        magnitude.TryWriteBytes(destination[start..], out var written, isUnsigned: true);
        if (written < words * 2)
        {
            destination[start + written] = 0;
        }

        return start + (words * 2);
    }

    /// <summary>
    /// Writes the text of a Float as CRuby does: the shortest digits that read back the same; positional unless the decimal
    /// point lies more than 3 places before the first digit or behind the last.
    /// </summary>
    public static int WriteFloatText(Span<byte> destination, double value)
    {
        if (value == 0)
        {
            return Put(destination, double.IsNegative(value) ? "-0"u8 : "0"u8);
        }

        if (!double.IsFinite(value))
        {
            return Put(destination, double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8);
        }

        if (TryWriteShort(destination, value, out var written))
        {
            return written;
        }

        Span<byte> text = stackalloc byte[MaxFloatBytes];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        text = text[..length];

        // The framework's shortest form differs only where it uses an exponent or ends in zeros before the point.
        if (!text.Contains((byte)'E') && (text.Contains((byte)'.') || text[^1] != (byte)'0'))
        {
            return Put(destination, text);
        }

        return RearrangeFloat(destination, text);
    }

    /// <summary>
    /// Prices and the like: up to four decimals and 15 digits in all. So few digits that read back the same are the shortest, and
    /// this is several times faster than the general way.
    /// </summary>
    private static bool TryWriteShort(Span<byte> destination, double value, out int length)
    {
        const int maxDecimals = 4;
        const double maxScaled = 1e15;
        length = 0;
        var magnitude = Math.Abs(value);
        if (magnitude is < 1 or >= maxScaled)
        {
            return false;
        }

        for (var decimals = 0; decimals <= maxDecimals; decimals++)
        {
            var scaled = Math.Round(magnitude * PowerOfTen(decimals));
            if (scaled >= maxScaled || scaled / PowerOfTen(decimals) != magnitude)
            {
                continue;
            }

            var digits = (long)scaled;
            if (decimals == 0 && digits % 10 == 0)
            {
                // Zeros before the point need an exponent in Ruby.
                return false;
            }

            if (value < 0)
            {
                destination[length++] = (byte)'-';
            }

            length += WriteDecimal(destination[length..], digits, decimals);
            return true;
        }

        return false;
    }

    private static int WriteDecimal(Span<byte> destination, long digits, int decimals)
    {
        digits.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        if (decimals == 0)
        {
            return length;
        }

        var whole = length - decimals;
        destination.Slice(whole, decimals).CopyTo(destination[(whole + 1)..]);
        destination[whole] = (byte)'.';
        return length + 1;
    }

    /// <summary>Takes the digits and the exponent out of the framework's text and lays them out as Ruby does.</summary>
    private static int RearrangeFloat(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        var length = 0;
        if (text[0] == (byte)'-')
        {
            destination[length++] = (byte)'-';
            text = text[1..];
        }

        var exponentAt = text.IndexOf((byte)'E');
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var pointAt = mantissa.IndexOf((byte)'.');
        var point = exponent + (pointAt < 0 ? mantissa.Length : pointAt);

        Span<byte> digits = stackalloc byte[MaxFloatBytes];
        var count = 0;
        foreach (var current in mantissa)
        {
            if (current != (byte)'.')
            {
                digits[count++] = current;
            }
        }

        digits = digits[..count].TrimEnd((byte)'0');
        if (point < -3 || point > digits.Length)
        {
            destination[length++] = digits[0];
            if (digits.Length > 1)
            {
                destination[length++] = (byte)'.';
                length += Put(destination[length..], digits[1..]);
            }

            destination[length++] = (byte)'e';
            (point - 1).TryFormat(destination[length..], out var written, default, CultureInfo.InvariantCulture);
            return length + written;
        }

        if (point > 0)
        {
            length += Put(destination[length..], digits[..point]);
            if (digits.Length > point)
            {
                destination[length++] = (byte)'.';
                length += Put(destination[length..], digits[point..]);
            }

            return length;
        }

        length += Put(destination[length..], "0."u8);
        destination.Slice(length, -point).Fill((byte)'0');
        length -= point;
        return length + Put(destination[length..], digits);
    }

    private static int Put(Span<byte> destination, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination);
        return bytes.Length;
    }
}
