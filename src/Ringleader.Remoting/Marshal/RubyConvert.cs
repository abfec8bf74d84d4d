using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Converts decoded values to the types that a contract declares. Each method throws <see cref="MarshalException"/> that names
/// what came and what was wanted. Only <see cref="To{T}"/> looks at types at run time.
/// </summary>
[SuppressMessage("Design", "MA0016", Justification = "A contract may declare the concrete collection; generated code assigns the result to it.")]
public static partial class RubyConvert
{
    /// <summary>Only true and false.</summary>
    public static bool ToBoolean(object? value) => value is bool flag ? flag : throw Refused(value, "a boolean");

    /// <summary>An Integer from -128 to 127.</summary>
    public static sbyte ToSByte(object? value) => (sbyte)ToIntegerIn(value, sbyte.MinValue, sbyte.MaxValue, "an SByte");

    /// <summary>An Integer from 0 to 255.</summary>
    public static byte ToByte(object? value) => (byte)ToIntegerIn(value, byte.MinValue, byte.MaxValue, "a Byte");

    /// <summary>An Integer in the range of <see cref="short"/>.</summary>
    public static short ToInt16(object? value) => (short)ToIntegerIn(value, short.MinValue, short.MaxValue, "an Int16");

    /// <summary>An Integer in the range of <see cref="ushort"/>.</summary>
    public static ushort ToUInt16(object? value) => (ushort)ToIntegerIn(value, ushort.MinValue, ushort.MaxValue, "a UInt16");

    /// <summary>An Integer in the range of <see cref="int"/>.</summary>
    public static int ToInt32(object? value) => (int)ToIntegerIn(value, int.MinValue, int.MaxValue, "an Int32");

    /// <summary>An Integer in the range of <see cref="uint"/>.</summary>
    public static uint ToUInt32(object? value) => (uint)ToIntegerIn(value, uint.MinValue, uint.MaxValue, "a UInt32");

    /// <summary>An Integer in the range of <see cref="long"/>.</summary>
    public static long ToInt64(object? value) => ToIntegerIn(value, long.MinValue, long.MaxValue, "an Int64");

    /// <summary>An Integer in the range of <see cref="ulong"/>.</summary>
    public static ulong ToUInt64(object? value)
    {
        var integer = ToBigInteger(value);
        return integer >= ulong.MinValue && integer <= ulong.MaxValue ? (ulong)integer : throw Refused(value, "a UInt64");
    }

    /// <summary>An Integer in the range of <see cref="Int128"/>.</summary>
    public static Int128 ToInt128(object? value)
    {
        var integer = ToBigInteger(value);
        return integer >= Int128.MinValue && integer <= Int128.MaxValue ? (Int128)integer : throw Refused(value, "an Int128");
    }

    /// <summary>An Integer in the range of <see cref="UInt128"/>.</summary>
    public static UInt128 ToUInt128(object? value)
    {
        var integer = ToBigInteger(value);
        return integer >= UInt128.MinValue && integer <= UInt128.MaxValue ? (UInt128)integer : throw Refused(value, "a UInt128");
    }

    /// <summary>An Integer of any size.</summary>
    public static BigInteger ToBigInteger(object? value) => value switch
    {
        long small => small,
        BigInteger big => big,
        int small => small,
        _ => throw Refused(value, "an Integer"),
    };

    /// <summary>A Float, Integer or Rational, rounded. Infinity when it is too large.</summary>
    public static float ToSingle(object? value) => (float)ToDouble(value);

    /// <summary>A Float, Integer, Rational or BigDecimal, rounded. Infinity when it is too large.</summary>
    public static double ToDouble(object? value) => value switch
    {
        double number => number,
        long number => number,
        int number => number,
        float number => number,
        decimal number => (double)number,
        BigInteger number => (double)number,
        RubyRational number => number.ToDouble(),
        _ => throw Refused(value, "a number"),
    };

    /// <summary>A BigDecimal, Integer or Float in the range of <see cref="decimal"/>. Floats are rounded to 15 digits.</summary>
    public static decimal ToDecimal(object? value)
    {
        try
        {
            return value switch
            {
                decimal number => number,
                long number => number,
                int number => number,
                double number => (decimal)number,
                BigInteger number => (decimal)number,
                RubyRational number => (decimal)number.Numerator / (decimal)number.Denominator,
                _ => throw Refused(value, "a Decimal"),
            };
        }
        catch (ArithmeticException)
        {
            // Too large for a decimal, or a Rational with the denominator 0: refused like any other number out of range.
            throw Refused(value, "a Decimal");
        }
    }

    /// <summary>A number of seconds, whole or not.</summary>
    public static TimeSpan ToTimeSpan(object? value)
    {
        var seconds = value is TimeSpan duration ? duration.TotalSeconds : ToDouble(value);
        try
        {
            return TimeSpan.FromSeconds(seconds);
        }
        catch (Exception problem) when (problem is OverflowException or ArgumentException)
        {
            throw Refused(value, "a TimeSpan");
        }
    }

    private static long ToIntegerIn(object? value, long smallest, long largest, string wanted)
    {
        var integer = value switch
        {
            long number => number,
            int number => number,
            _ => throw Refused(value, wanted),
        };
        return integer >= smallest && integer <= largest ? integer : throw Refused(value, wanted);
    }

    private static MarshalException Refused(object? value, string wanted) =>
        new(MarshalErrors.Text($"A value of Ruby class {Describe(value)} came where {wanted} was wanted."));

    /// <summary>Ruby's word for the kind of a value and, where it is short and harmless, the value.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "NilClass",
        true => "TrueClass",
        false => "FalseClass",
        long or int => MarshalErrors.Text($"Integer ({value})"),
        BigInteger => "Integer (beyond 64 bits)",
        double => MarshalErrors.Text($"Float ({value})"),
        string or byte[] or RubyString => "String",
        RubySymbol symbol when symbol.Name.Length <= 40 => $"Symbol (:{symbol.Name})",
        RubySymbol => "Symbol",
        object?[] array => MarshalErrors.Text($"Array (of {array.Length})"),
        RubyHash => "Hash",
        RubySet => "Set",
        RubyRange => "Range",
        RubyRegexp => "Regexp",
        RubyRational => "Rational",
        RubyComplex => "Complex",
        decimal => "BigDecimal",
        DateTimeOffset or RubyTime => "Time",
        RubyClass => "Class",
        RubyModule => "Module",
        RubyObject node => $"'{node.ClassName}'",
        RubyStruct node => $"'{node.ClassName}'",
        RubyUserDefined node => $"'{node.ClassName}'",
        RubyUserMarshal node => $"'{node.ClassName}'",
        RubySubclass node => $"'{node.ClassName}'",
        RubyExtended node => Describe(node.Value),
        RubyAnnotated node => Describe(node.Value),
        _ => $"'{value.GetType()}'",
    };

    /// <summary>The value within nodes that only add to it.</summary>
    private static object? Plain(object? value)
    {
        while (true)
        {
            switch (value)
            {
                case RubySubclass node:
                    value = node.Value;
                    break;
                case RubyExtended node:
                    value = node.Value;
                    break;
                case RubyAnnotated node:
                    value = node.Value;
                    break;
                default:
                    return value;
            }
        }
    }
}
