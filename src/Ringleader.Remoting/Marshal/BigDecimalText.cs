using System.Globalization;
using System.Numerics;
using System.Text;

namespace Ringleader.Remoting.Marshal;

/// <summary>The form that Ruby's BigDecimal dumps itself to: a precision, a colon and <c>0.DIGITSeEXPONENT</c>.</summary>
internal static class BigDecimalText
{
    private const int MaxDigits = 29;
    private const int MaxScale = 28;
    private static readonly BigInteger Limit = BigInteger.One << 96;

    /// <summary>Reads the value where <see cref="decimal"/> holds it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> dump, out decimal value)
    {
        value = 0;
        var text = dump[(dump.IndexOf((byte)':') + 1)..];
        var isNegative = text.StartsWith("-"u8);
        text = isNegative ? text[1..] : text;
        if (!text.StartsWith("0."u8))
        {
            return false;
        }

        text = text[2..];
        var at = text.IndexOf((byte)'e');
        var digits = at < 0 ? text : text[..at];
        var exponent = 0;
        if (digits.Length is 0 or > MaxDigits
            || (at >= 0 && !int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            || Math.Abs((long)exponent) > MaxDigits + MaxScale
            || !BigInteger.TryParse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var mantissa))
        {
            return false;
        }

        return TryCreate(mantissa, digits.Length - exponent, isNegative, out value);
    }

    /// <summary>The dump of a value.</summary>
    public static string Format(decimal value)
    {
        if (value == 0)
        {
            return "18:0.0";
        }

        var digits = Unscaled(value).ToString(CultureInfo.InvariantCulture);
        var exponent = digits.Length - value.Scale;
        var significant = digits.TrimEnd('0');
        var precision = 9 * ((significant.Length / 9) + 2);
        var sign = value < 0 ? "-" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{precision}:{sign}0.{significant}e{exponent}");
    }

    private static BigInteger Unscaled(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return ((BigInteger)(uint)parts[2] << 64) | ((BigInteger)(uint)parts[1] << 32) | (uint)parts[0];
    }

    private static bool TryCreate(BigInteger mantissa, int scale, bool isNegative, out decimal value)
    {
        value = 0;
        if (scale < 0)
        {
            mantissa *= BigInteger.Pow(10, -scale);
            scale = 0;
        }

        // A negative zero would come back as a positive one.
        if (scale > MaxScale || mantissa >= Limit || (isNegative && mantissa.IsZero))
        {
            return false;
        }

        var low = (ulong)(mantissa & ulong.MaxValue);
        value = new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)(mantissa >> 64), isNegative, (byte)scale);
        return true;
    }
}
