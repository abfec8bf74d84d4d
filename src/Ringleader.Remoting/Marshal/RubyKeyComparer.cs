using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Ruby's <c>eql?</c> and <c>hash</c> for Hash keys: Integers by value and apart from Floats, Strings, Symbols, byte and other
/// Arrays by content. Nodes of other classes are compared by identity.
/// </summary>
/// <remarks>
/// Keys come from peers. So hashes are seeded, and an Array that is nested deeper than <see cref="MaxDepth"/> or holds more
/// than <see cref="MaxValues"/> values is compared by identity: links let a small document spell an endless or exponentially
/// large one.
/// </remarks>
internal static class RubyKeyComparer
{
    private const int MaxDepth = 8;
    private const int MaxValues = 256;

    public static int Hash(object? key, bool byIdentity)
    {
        if (byIdentity)
        {
            return IsImmediate(key) ? HashFlat(key) : RuntimeHelpers.GetHashCode(key);
        }

        if (key is not object?[])
        {
            return HashFlat(key);
        }

        var hash = default(HashCode);
        var budget = MaxValues;
        return AddNested(ref hash, key, MaxDepth, ref budget) ? hash.ToHashCode() : RuntimeHelpers.GetHashCode(key);
    }

    public static bool Equal(object? left, object? right, bool byIdentity)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (byIdentity)
        {
            return IsImmediate(left) && EqualFlat(left, right);
        }

        var budget = MaxValues;
        return EqualNested(left, right, MaxDepth, ref budget);
    }

    /// <summary>True for values that Ruby keeps in a word, where identity is equality.</summary>
    private static bool IsImmediate(object? key) => key switch
    {
        null or bool or RubySymbol => true,
        double number => MarshalFormat.IsFlonum(number),
        _ => AsInteger(key, out var integer) && integer is >= -(1L << 62) and < 1L << 62,
    };

    private static bool AddNested(ref HashCode hash, object? key, int depth, ref int budget)
    {
        if (--budget < 0 || depth == 0)
        {
            return false;
        }

        if (key is not object?[] items)
        {
            hash.Add(HashFlat(key));
            return true;
        }

        hash.Add(items.Length);
        foreach (var item in items)
        {
            if (!AddNested(ref hash, item, depth - 1, ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualNested(object? left, object? right, int depth, ref int budget)
    {
        if (--budget < 0 || depth == 0)
        {
            return false;
        }

        if (left is not object?[] items)
        {
            return EqualFlat(left, right);
        }

        if (right is not object?[] others || items.Length != others.Length)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!EqualNested(items[i], others[i], depth - 1, ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static int HashFlat(object? key) => key switch
    {
        null => 0,
        RubySymbol symbol => symbol.GetHashCode(),
        string text => text.GetHashCode(StringComparison.Ordinal),
        RubyString ruby => TextOf(ruby)?.GetHashCode(StringComparison.Ordinal) ?? ruby.GetHashCode(),
        byte[] bytes => HashBytes(bytes),
        double number => HashCode.Combine(number),
        float number => HashCode.Combine((double)number),
        _ when AsInteger(key, out var integer) => HashCode.Combine(integer),
        _ when IsFlat(key) => key.GetHashCode(),
        _ => RuntimeHelpers.GetHashCode(key),
    };

    private static bool EqualFlat(object? left, object? right)
    {
        switch (left)
        {
            case null:
                return right is null;
            case RubySymbol symbol:
                return symbol.Equals(right as RubySymbol);
            case string or RubyString:
                return EqualText(left, right);
            case byte[] bytes:
                return right is byte[] others && bytes.AsSpan().SequenceEqual(others);
            case double or float:
                return right is double or float && ToDouble(left).Equals(ToDouble(right));
        }

        if (AsInteger(left, out var integer))
        {
            return AsInteger(right, out var other) && integer == other;
        }

        return IsFlat(left) ? left.Equals(right) : ReferenceEquals(left, right);
    }

    private static bool EqualText(object left, object? right)
    {
        if (left is RubyString ruby && right is RubyString other)
        {
            // The same text in two encodings is two keys, unless it is ASCII in both.
            return ruby.Equals(other) || (ruby.IsAscii && other.IsAscii && ruby.Span.SequenceEqual(other.Span));
        }

        return TextOf(left) is { } text && string.Equals(text, TextOf(right), StringComparison.Ordinal);
    }

    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        RubyString { IsAscii: true } ruby => System.Text.Encoding.ASCII.GetString(ruby.Span),
        RubyString ruby when ruby.TryGetText(out var text) => text,
        _ => null,
    };

    private static int HashBytes(byte[] bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static double ToDouble(object value) => value is float single ? single : (double)value;

    private static bool AsInteger(object? key, out long integer)
    {
        (var isInteger, integer) = key switch
        {
            long value => (true, value),
            int value => (true, value),
            short value => (true, value),
            sbyte value => (true, value),
            byte value => (true, value),
            ushort value => (true, value),
            uint value => (true, value),
            ulong value and <= long.MaxValue => (true, (long)value),
            BigInteger value when value >= long.MinValue && value <= long.MaxValue => (true, (long)value),
            _ => (false, 0L),
        };
        return isInteger;
    }

    /// <summary>Types whose own equality is by value and whose cost is bounded by their own size.</summary>
    private static bool IsFlat(object key) =>
        key is bool or BigInteger or decimal or DateTimeOffset or RubyRational or RubyClass or RubyModule or RubyRegexp
            or char or Guid or Enum;
}
