using System.Runtime.CompilerServices;
using Ringleader.Hashing;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>The general way of <see cref="FieldEquality"/>: any kind of value, and what is in it, within a budget.</summary>
internal static class DeepEquality
{
    public static bool Equal(object? left, object? right, ref ComparisonBudget budget)
    {
        if (!budget.TryEnter())
        {
            return false;
        }

        var isEqual = EqualForms(RubyForm.OfReal(left), RubyForm.OfReal(right), ref budget);
        budget.Leave();
        return isEqual;
    }

    public static int Hash(object? value, ref ComparisonBudget budget)
    {
        if (!budget.TryEnter())
        {
            return 0;
        }

        var hash = HashForm(RubyForm.OfReal(value), ref budget);
        budget.Leave();
        return hash;
    }

    private static bool EqualForms(object? left, object? right, ref ComparisonBudget budget)
    {
        switch (left)
        {
            case null:
                return right is null;
            case bool flag:
                return right is bool other && flag == other;
            case RubySymbol symbol:
                return symbol.Equals(right as RubySymbol);
            case string or RubyString or byte[]:
                return RubyText.IsText(right) && RubyText.Equal(left, right!);
            case object?[] items:
                return right is object?[] others && EqualItems(items, others, ref budget);
            case RubyHash hash:
                return right is RubyHash otherHash && EqualPairs(hash, otherHash, ref budget);
            case RubySet set:
                return right is RubySet otherSet && EqualMembers(set, otherSet, ref budget);
            case DateTimeOffset or RubyTime:
                return RubyInstant.IsTime(right) && RubyInstant.Equal(left, right!);
            case DrbReference or RemoteObject:
                return EqualReferences(left, right, ref budget);
            default:
                return RubyNumber.TryRead(left, out var number)
                    ? RubyNumber.TryRead(right, out var otherNumber) && number.IsEqualTo(otherNumber)
                    : EqualNodes(left, right, ref budget);
        }
    }

    private static bool EqualNodes(object left, object? right, ref ComparisonBudget budget) => (left, right) switch
    {
        (RubyRange range, RubyRange other) => range.ExcludesEnd == other.ExcludesEnd
            && Equal(range.Begin, other.Begin, ref budget) && Equal(range.End, other.End, ref budget),
        (RubyComplex complex, RubyComplex other) =>
            Equal(complex.Real, other.Real, ref budget) && Equal(complex.Imaginary, other.Imaginary, ref budget),
        (RubyStruct node, RubyStruct other) => IsSame(node.ClassName, other.ClassName) && EqualFields(node.Members, other.Members, ref budget),
        (RubyObject node, RubyObject other) => IsSame(node.ClassName, other.ClassName) && EqualFields(node.Variables, other.Variables, ref budget),
        (RubyUserMarshal node, RubyUserMarshal other) => IsSame(node.ClassName, other.ClassName) && Equal(node.Payload, other.Payload, ref budget),
        (RubyUserDefined node, RubyUserDefined other) =>
            IsSame(node.ClassName, other.ClassName) && node.Payload.Span.SequenceEqual(other.Payload.Span),
        (UnknownObject node, UnknownObject other) => node.RawBytes.Span.SequenceEqual(other.RawBytes.Span),
        _ => EqualOpaque(left, right),
    };

    /// <summary>By the object's own idea, as for Regexps and classes, and for records that only this process knows.</summary>
    private static bool EqualOpaque(object left, object? right)
    {
        try
        {
            return left.Equals(right);
        }
        catch (Exception)
        {
            // It is the caller's code and the space is locked: an object that cannot say is not equal.
            return false;
        }
    }

    private static bool EqualItems(ReadOnlySpan<object?> items, ReadOnlySpan<object?> others, ref ComparisonBudget budget)
    {
        if (items.Length != others.Length)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!Equal(items[i], others[i], ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualPairs(RubyHash hash, RubyHash other, ref ComparisonBudget budget)
    {
        if (hash.Count != other.Count)
        {
            return false;
        }

        foreach (var (key, value) in hash)
        {
            if (!other.TryGetValue(key, out var otherValue) || !Equal(value, otherValue, ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualMembers(RubySet set, RubySet other, ref ComparisonBudget budget)
    {
        if (set.Count != other.Count)
        {
            return false;
        }

        foreach (var member in set)
        {
            if (!budget.TryEnter() || !other.Contains(member))
            {
                return false;
            }

            budget.Leave();
        }

        return true;
    }

    /// <summary>Variables are compared in their order, which is that of the class's own code.</summary>
    private static bool EqualFields(RubyFields fields, RubyFields others, ref ComparisonBudget budget)
    {
        if (fields.Count != others.Count)
        {
            return false;
        }

        foreach (var ((name, value), (otherName, otherValue)) in fields.Zip(others))
        {
            if (!IsSame(name, otherName) || !Equal(value, otherValue, ref budget))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualReferences(object left, object? right, ref ComparisonBudget budget) =>
        RubyReference.TryRead(left, out var uri, out var id) && RubyReference.TryRead(right, out var otherUri, out var otherId)
        && IsSame(uri, otherUri) && Equal(id, otherId, ref budget);

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static int HashForm(object? form, ref ComparisonBudget budget)
    {
        switch (form)
        {
            case null:
                return KeyedHash.Of(0);
            case bool flag:
                return KeyedHash.Of(flag ? 1 : 2);
            case RubySymbol:
                return form.GetHashCode();
            case string or RubyString or byte[]:
                return RubyText.Hash(form);
            case object?[] items:
                return HashItems(items, ref budget);
            case RubyHash hash:
                return KeyedHash.Combine(HashKeys(hash.Count, hash.Keys), HashValues(hash.Values, ref budget));
            case RubySet set:
                return HashKeys(-set.Count, set);
            case DateTimeOffset or RubyTime:
                return RubyInstant.Hash(form);
            case DrbReference or RemoteObject:
                return RubyReference.TryRead(form, out var uri, out var id) ? KeyedHash.Combine(KeyedHash.Of(uri), Hash(id, ref budget)) : 0;
            default:
                return RubyNumber.TryRead(form, out var number) ? number.Hash() : HashNode(form, ref budget);
        }
    }

    private static int HashNode(object node, ref ComparisonBudget budget) => node switch
    {
        RubyRange range => KeyedHash.Combine(
            KeyedHash.Combine(range.ExcludesEnd ? 1 : 0, Hash(range.Begin, ref budget)), Hash(range.End, ref budget)),
        RubyComplex complex => KeyedHash.Combine(Hash(complex.Real, ref budget), Hash(complex.Imaginary, ref budget)),
        RubyStruct value => KeyedHash.Combine(KeyedHash.Of(value.ClassName), HashFields(value.Members, ref budget)),
        RubyObject value => KeyedHash.Combine(KeyedHash.Of(value.ClassName), HashFields(value.Variables, ref budget)),
        RubyUserMarshal value => KeyedHash.Combine(KeyedHash.Of(value.ClassName), Hash(value.Payload, ref budget)),
        RubyUserDefined value => KeyedHash.Combine(KeyedHash.Of(value.ClassName), KeyedHash.Of(value.Payload.Span)),
        UnknownObject value => KeyedHash.Of(value.RawBytes.Span),
        _ => HashOpaque(node),
    };

    private static int HashOpaque(object value)
    {
        try
        {
            return KeyedHash.Of(value.GetHashCode());
        }
        catch (Exception)
        {
            // As with equality: the object is still found by those who hold it.
            return RuntimeHelpers.GetHashCode(value);
        }
    }

    private static int HashItems(ReadOnlySpan<object?> items, ref ComparisonBudget budget)
    {
        var hash = items.Length;
        foreach (var item in items)
        {
            hash = KeyedHash.Combine(hash, Hash(item, ref budget));
        }

        return hash;
    }

    /// <summary>The values of a Hash, whose order does not count.</summary>
    private static int HashValues(IEnumerable<object?> values, ref ComparisonBudget budget)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum = unchecked(sum + KeyedHash.Of(Hash(value, ref budget)));
        }

        return sum;
    }

    /// <summary>
    /// The keys of a Hash or members of a Set, whose order does not count. They have a budget of their own, and when it does not
    /// suffice only their number counts: that does not depend on the order either. Keys that are equal by their own, stricter
    /// equality have the same hash here.
    /// </summary>
    private static int HashKeys(int count, IEnumerable<object?> keys)
    {
        var sum = count;
        var budget = new ComparisonBudget();
        foreach (var key in keys)
        {
            if (!budget.TryEnter())
            {
                break;
            }

            sum = unchecked(sum + KeyedHash.Of(HashKey(key, ref budget)));
            budget.Leave();
        }

        return budget.IsExhausted ? count : sum;
    }

    /// <summary>Keys that hold other values hash alike: how deep their own equality looks differs from the budget.</summary>
    private static int HashKey(object? key, ref ComparisonBudget budget) => RubyForm.OfReal(key) switch
    {
        object?[] items => HashFlatItems(items, ref budget),
        RubyHash or RubySet or RubyRange or RubyComplex or RubyStruct or RubyObject or RubyUserMarshal or RubyUserDefined => 0,
        var flat => HashForm(flat, ref budget),
    };

    private static int HashFlatItems(ReadOnlySpan<object?> items, ref ComparisonBudget budget)
    {
        var hash = items.Length;
        foreach (var item in items)
        {
            if (!budget.TryEnter())
            {
                return 0;
            }

            hash = KeyedHash.Combine(hash, HashKey(item, ref budget));
            budget.Leave();
        }

        return hash;
    }

    private static int HashFields(RubyFields fields, ref ComparisonBudget budget)
    {
        var hash = fields.Count;
        foreach (var (_, value) in fields)
        {
            hash = KeyedHash.Combine(hash, Hash(value, ref budget));
        }

        return hash;
    }
}
