using System.Numerics;
using System.Runtime.InteropServices;
using Ringleader.Hashing;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// A number of any .NET or Ruby type, compared as Ruby's Integer, Float, Rational and BigDecimal are among each other: exactly,
/// and a fraction with a Float by the Float that is nearest to it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RubyNumber
{
    /// <summary>Fractions whose parts are longer are equal only when both parts are: reducing them would be a peer's lever.</summary>
    private const int MaxFractionBits = 1024;

    private readonly Kind _kind;
    private readonly long _small;
    private readonly double _float;
    private readonly BigInteger _numerator; // Of a big Integer, all of it.
    private readonly BigInteger _denominator;

    private RubyNumber(BigInteger integer)
    {
        var isSmall = integer >= long.MinValue && integer <= long.MaxValue;
        _kind = isSmall ? Kind.Small : Kind.Big;
        _small = isSmall ? (long)integer : 0;
        _numerator = isSmall ? default : integer;
    }

    private RubyNumber(long integer) => (_kind, _small) = (Kind.Small, integer);

    private RubyNumber(double number) => (_kind, _float) = (Kind.Float, number);

    private RubyNumber(Kind kind, BigInteger numerator, BigInteger denominator) =>
        (_kind, _numerator, _denominator) = (kind, numerator, denominator);

    private enum Kind
    {
        Small,
        Big,
        Float,

        /// <summary>Reduced, and no Integer.</summary>
        Fraction,

        /// <summary>Too long to be reduced, or divided by 0.</summary>
        Unreduced,
    }

    public bool IsZero => _kind == Kind.Small ? _small == 0 : _kind == Kind.Float && _float == 0;

    public static bool IsNumber(object? value) => IsInteger(value) || value is double or float or Half or decimal or RubyRational;

    public static bool IsInteger(object? value) =>
        value is long or int or BigInteger or short or byte or sbyte or ushort or uint or ulong or nint or nuint or Int128 or UInt128;

    /// <summary>Reads a number of any type. False for anything else; a Complex is none.</summary>
    public static bool TryRead(object? value, out RubyNumber number)
    {
        RubyNumber? read = value switch
        {
            long integer => new(integer),
            int integer => new(integer),
            double real => new(real),
            BigInteger integer => new(integer),
            short integer => new(integer),
            byte integer => new(integer),
            sbyte integer => new(integer),
            ushort integer => new(integer),
            uint integer => new((long)integer),
            ulong integer => new((BigInteger)integer),
            nint integer => new(integer),
            nuint integer => new((BigInteger)integer),
            Int128 integer => new((BigInteger)integer),
            UInt128 integer => new((BigInteger)integer),
            float real => new((double)real),
            Half real => new((double)real),
            decimal real => OfDecimal(real),
            RubyRational rational => OfRational(rational.Numerator, rational.Denominator),
            _ => null,
        };
        number = read.GetValueOrDefault();
        return read is not null;
    }

    public bool IsEqualTo(in RubyNumber other) => (_kind, other._kind) switch
    {
        (Kind.Small, Kind.Small) => _small == other._small,
        (Kind.Float, Kind.Float) => _float == other._float, // Not Equals, by which NaN is itself.
        (Kind.Float, Kind.Small or Kind.Big or Kind.Fraction) => other.IsEqualTo(this),
        (Kind.Small or Kind.Big, Kind.Float) => IsIntegral(other._float) && Integer == new BigInteger(other._float),
        (Kind.Fraction, Kind.Float) => Nearest == other._float,
        _ => _kind == other._kind && _numerator == other._numerator && _denominator == other._denominator,
    };

    public int Hash()
    {
        switch (_kind)
        {
            case Kind.Small:
                return KeyedHash.Of(_small);
            case Kind.Big:
                return KeyedHash.Of(_numerator);
            case Kind.Unreduced:
                return KeyedHash.Combine(KeyedHash.Of(_numerator), KeyedHash.Of(_denominator));
        }

        // Numbers that are equal to a Float hash like it, and whole Floats like the Integer.
        var real = _kind == Kind.Float ? _float : Nearest;
        return !IsIntegral(real) ? KeyedHash.Of(real)
            : real is >= long.MinValue and < long.MaxValue ? KeyedHash.Of((long)real)
            : KeyedHash.Of(new BigInteger(real));
    }

    /// <summary>Ruby's <c>&lt;=&gt;</c>; null where there is no order, as with NaN.</summary>
    public int? CompareTo(in RubyNumber other)
    {
        if (_kind == Kind.Unreduced || other._kind == Kind.Unreduced || double.IsNaN(_float) || double.IsNaN(other._float))
        {
            return IsEqualTo(other) ? 0 : null;
        }

        if (_kind == Kind.Float && other._kind == Kind.Float)
        {
            return _float.CompareTo(other._float);
        }

        if (_kind == Kind.Float)
        {
            return -other.CompareTo(this);
        }

        if (other._kind == Kind.Float)
        {
            return CompareTo(other._float);
        }

        return (Integer * other.Divisor).CompareTo(other.Integer * Divisor);
    }

    private BigInteger Integer => _kind == Kind.Small ? _small : _numerator;

    private BigInteger Divisor => _kind == Kind.Fraction ? _denominator : BigInteger.One;

    /// <summary>The Float nearest to a fraction, ties to even.</summary>
    private double Nearest
    {
        get
        {
            // The quotient has 63 or 64 bits, of which the last one also stands for all that follow.
            var dividend = BigInteger.Abs(_numerator);
            var shift = 63 - (int)(dividend.GetBitLength() - _denominator.GetBitLength());
            var quotient = shift >= 0
                ? BigInteger.DivRem(dividend << shift, _denominator, out var rest)
                : BigInteger.DivRem(dividend, _denominator << -shift, out rest);
            var magnitude = Math.ScaleB((double)((ulong)quotient | (rest.IsZero ? 0UL : 1UL)), -shift);
            return _numerator.Sign < 0 ? -magnitude : magnitude;
        }
    }

    private static RubyNumber OfDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = ((BigInteger)(uint)parts[2] << 64) | ((BigInteger)(uint)parts[1] << 32) | (uint)parts[0];
        return OfRational(decimal.IsNegative(value) ? -digits : digits, BigInteger.Pow(10, value.Scale));
    }

    private static RubyNumber OfRational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero || numerator.GetBitLength() > MaxFractionBits || denominator.GetBitLength() > MaxFractionBits)
        {
            return denominator.IsOne ? new(numerator) : new(Kind.Unreduced, numerator, denominator);
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        numerator /= divisor;
        denominator /= divisor;
        return denominator.IsOne ? new(numerator) : new(Kind.Fraction, numerator, denominator);
    }

    private static bool IsIntegral(double number) => double.IsInteger(number);

    private int? CompareTo(double other) =>
        double.IsInfinity(other) ? -Math.Sign(other)
        : _kind == Kind.Fraction ? Nearest.CompareTo(other)
        : Integer.CompareTo(new BigInteger(Math.Floor(other))) is var order && order != 0 ? order
        : IsIntegral(other) ? 0 : -1;
}
