using System.Numerics;
using System.Runtime.CompilerServices;
using Ringleader.Hashing;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Ruby's <c>eql?</c> and <c>hash</c> for Hash keys: Integers by value and apart from Floats, Strings, Symbols, byte and other
/// Arrays by content. Nodes of other classes are compared by identity.
/// </summary>
/// <remarks>
/// Keys come from peers. So hashes have a secret (<see cref="KeyedHash"/>), and an Array that is nested deeper than <see cref="MaxDepth"/> or holds more
/// than <see cref="MaxValues"/> values is compared by identity: links let a small document spell an endless or exponentially
/// large one.
/// </remarks>
internal static class RubyKeyComparer
{
    private const int MaxDepth = 8;
    private const int MaxValues = 256;

    /// <summary>How many bytes of a key are hashed for one unit of work.</summary>
    private const int BytesOfUnit = 8;

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

        var hash = 0;
        var budget = MaxValues;
        return AddNested(ref hash, key, MaxDepth, ref budget) ? hash : RuntimeHelpers.GetHashCode(key);
    }

    /// <summary>What it costs to hash a key and compare it, in the units of <see cref="MarshalOptions.MaxWork"/>.</summary>
    public static long Work(object? key)
    {
        if (key is not object?[])
        {
            return WorkFlat(key);
        }

        var work = 0L;
        var budget = MaxValues;
        AddWork(ref work, key, MaxDepth, ref budget);
        return work;
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

    private static bool AddWork(ref long work, object? key, int depth, ref int budget)
    {
        if (--budget < 0 || depth == 0)
        {
            return false;
        }

        if (key is not object?[] items)
        {
            work += 1 + WorkFlat(key);
            return true;
        }

        work++;
        foreach (var item in items)
        {
            if (!AddWork(ref work, item, depth - 1, ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static long WorkFlat(object? key) => key switch
    {
        string text => text.Length / BytesOfUnit,
        RubyString ruby => ruby.Span.Length / BytesOfUnit,
        byte[] bytes => bytes.Length / BytesOfUnit,
        BigInteger number => number.GetByteCount() / BytesOfUnit,
        RubyRational number => (number.Numerator.GetByteCount() + (long)number.Denominator.GetByteCount()) / BytesOfUnit,
        RubyRegexp regexp => regexp.Pattern.Span.Length / BytesOfUnit,
        RubyClass named => named.Name.Length / BytesOfUnit,
        RubyModule named => named.Name.Length / BytesOfUnit,
        _ => 0,
    };

    private static bool AddNested(ref int hash, object? key, int depth, ref int budget)
    {
        if (--budget < 0 || depth == 0)
        {
            return false;
        }

        if (key is not object?[] items)
        {
            hash = KeyedHash.Combine(hash, HashFlat(key));
            return true;
        }

        hash = KeyedHash.Combine(hash, items.Length);
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
        byte[] bytes => KeyedHash.Of(bytes),
        double number => KeyedHash.Of(number),
        float number => KeyedHash.Of((double)number),
        _ when AsInteger(key, out var integer) => KeyedHash.Of(integer),
        BigInteger number => KeyedHash.Of(number),
        RubyRational number => KeyedHash.Combine(KeyedHash.Of(number.Numerator), KeyedHash.Of(number.Denominator)),
        RubyRegexp regexp => KeyedHash.Combine(regexp.Pattern.GetHashCode(), (int)regexp.Options),
        RubyClass named => KeyedHash.Of(named.Name),
        RubyModule named => KeyedHash.Of(named.Name),
        _ when IsFlat(key) => PeerKeys.Hash(key),
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

    /// <summary>The text of a String that is UTF-8 or ASCII, or null: in another encoding it is another key than the same text in UTF-8.</summary>
    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        RubyString { IsAscii: true } ruby => System.Text.Encoding.ASCII.GetString(ruby.Span),
        RubyString ruby when ReferenceEquals(ruby.Encoding, RubyEncoding.Utf8) => RubyEncoding.DecodeUtf8(ruby.Span),
        _ => null,
    };

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
