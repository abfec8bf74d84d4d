using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ringleader.Remoting;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// The one form in which a value is compared, of the several in which it can be in a tuple: natural or exact as the codec read
/// it, or any type of this process that has a form on the wire.
/// </summary>
/// <remarks>
/// What a .NET type means to Ruby is said by the codec alone: types that have no node here are written and read back. That
/// costs a microsecond or more, so the common ones are told apart first.
/// </remarks>
internal static class RubyForm
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    /// <summary>
    /// Null, <see cref="bool"/>, a number, String in any form, <see cref="RubySymbol"/>, <see cref="object"/>[],
    /// <see cref="RubyHash"/>, <see cref="RubySet"/>, another node, a reference, or an object that only this process knows.
    /// </summary>
    public static object? Of(object? value)
    {
        switch (value)
        {
            case null or bool or string or RubySymbol or long or int or double or RubyString or byte[] or DateTimeOffset
                or RubyHash or RubySet or RubyStruct or RubyRange or RubyRegexp or RubyClass or RubyRational or RubyComplex or RemoteObject:
                return value;
            case object?[] array:
                return array;
            case RubySubclass node:
                return Of(node.Value);
            case RubyExtended node:
                return Of(node.Value);
            case RubyAnnotated node:
                return Of(node.Value);
            case RubyUserMarshal node:
                return OfUserMarshal(node);
            case RubyUserDefined { ClassName: "BigDecimal" } node:
                return Reread(node, MarshalOptions.Default);
            case RubyObject { ClassName: "Set" } node:
                return OfSet(node);
            case RemoteProxy proxy:
                return proxy.Target;
            case RemoteBlock block:
                return block.Target;
            default:
                return RubyNumber.IsNumber(value) ? value : OfOther(value);
        }
    }

    /// <summary>The same, where a Complex without imaginary part is its real part.</summary>
    public static object? OfReal(object? value)
    {
        var form = Of(value);
        return form is RubyComplex complex && RubyNumber.TryRead(complex.Imaginary, out var imaginary) && imaginary.IsZero ? complex.Real : form;
    }

    private static object? OfOther(object value)
    {
        switch (value)
        {
            // Not by the codec: what is in them may live in this process only.
            case IList or IDictionary or ITuple:
                return OfCollection(value);
            case Enum or char or Guid or TimeSpan or Uri or Version or DateTime or Complex or Range or Regex or IEnumerable
                or Memory<byte> or ReadOnlyMemory<byte>:
            case var _ when RubyTypeRegistry.Default.TryGet(value.GetType(), out var _):
                var read = Reread(value, Exact);
                return ReferenceEquals(read, value) ? value : Of(read);
            default:
                return value;
        }
    }

    private static object OfCollection(object value)
    {
        try
        {
            return value switch
            {
                IDictionary dictionary => ToHash(dictionary),
                IList list => ToArray(list),
                _ => ToArray((ITuple)value),
            };
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or NotSupportedException or RankException)
        {
            // Its owner changes it at this moment, or it cannot be read in a row: it is itself and nothing else.
            return value;
        }
    }

    private static object OfUserMarshal(RubyUserMarshal node)
    {
        switch (node.ClassName)
        {
            case "Rational" when node.Payload is object?[] { Length: 2 } parts
                && ToInteger(parts[0]) is { } numerator && ToInteger(parts[1]) is { } denominator:
                return new RubyRational(numerator, denominator);
            case "Complex" when node.Payload is object?[] { Length: 2 } parts && Of(parts[0]) is { } real && Of(parts[1]) is { } imaginary
                && RubyNumber.IsNumber(real) && RubyNumber.IsNumber(imaginary):
                return new RubyComplex(real, imaginary);
            default:
                return node;
        }
    }

    private static object OfSet(RubyObject node)
    {
        if (node.Variables.Count != 1 || !node.Variables.TryGetValue("@hash", out var hash) || hash is not RubyHash members)
        {
            return node;
        }

        var set = new RubySet();
        foreach (var member in members.Keys)
        {
            set.Add(member);
        }

        return set;
    }

    /// <summary>The value as the codec reads it after writing it, or the value itself when it cannot be written.</summary>
    private static object? Reread(object value, MarshalOptions options)
    {
        try
        {
            return RubyMarshal.Load(RubyMarshal.Dump(value, options), options) is var read && read?.GetType() == value.GetType() ? value : read;
        }
        catch (MarshalException)
        {
            // It has no form by value: to peers it is a reference, and here it is itself.
            return value;
        }
    }

    private static object?[] ToArray(IList list)
    {
        var items = new object?[list.Count];
        list.CopyTo(items, 0);
        return items;
    }

    private static object?[] ToArray(ITuple tuple)
    {
        var items = new object?[tuple.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = tuple[i];
        }

        return items;
    }

    private static RubyHash ToHash(IDictionary dictionary)
    {
        var hash = new RubyHash(dictionary.Count);
        foreach (DictionaryEntry pair in dictionary)
        {
            hash[pair.Key] = pair.Value;
        }

        return hash;
    }

    private static BigInteger? ToInteger(object? value) => value switch
    {
        long small => small,
        BigInteger big => big,
        _ => null,
    };
}
