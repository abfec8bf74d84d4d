using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces;

/// <summary>
/// A tuple: values in a row, such as <c>["job", 42, payload]</c>, or values under string keys. Immutable; what its values refer
/// to should not change either while it is in a space.
/// </summary>
/// <remarks>Rinda's Tuple. Values are what druby carries by value, and objects that travel by reference.</remarks>
[CollectionBuilder(typeof(SpaceTuple), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A tuple is the field's term.")]
public sealed class SpaceTuple : IReadOnlyList<object?>, IEquatable<SpaceTuple>
{
    private readonly object?[] _values;

    /// <summary>Takes the array over; for key tuples the values are in the order of <see cref="TupleKeys.Sorted"/>.</summary>
    internal SpaceTuple(object?[] values, TupleKeys? keys)
    {
        _values = values;
        KeySet = keys;
    }

    /// <summary>How many fields.</summary>
    public int Count => _values.Length;

    /// <summary>The keys in the order in which they were given; null for a tuple of values in a row.</summary>
    public IReadOnlyList<string>? Keys => KeySet?.AsGiven;

    internal TupleKeys? KeySet { get; }

    /// <summary>The last server's check that found that it can be sent; see <see cref="Remote.Server.SendCheck"/>.</summary>
    internal object? SendableBy { get; set; }

    /// <summary>The array itself, not a copy: readers inside the part only.</summary>
    internal object?[] Values => _values;

    /// <summary>The value of a field, counted from 0; for a key tuple in the order of <see cref="Keys"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public object? this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _values.Length);
            return _values[KeySet?.PlaceOf(index) ?? index];
        }
    }

    /// <summary>The value under a key.</summary>
    /// <exception cref="KeyNotFoundException">The tuple has no such key, or none at all.</exception>
    public object? this[string key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            var place = KeySet?.PlaceOf(key) ?? -1;
            return place >= 0 ? _values[place] : throw new KeyNotFoundException($"The tuple {this} has no key '{key}'.");
        }
    }

    /// <summary>A tuple of values in a row: what <c>[1, "a"]</c> means where a tuple is wanted.</summary>
    public static SpaceTuple Create(params ReadOnlySpan<object?> values) => new(Copy(values), null);

    /// <summary>A tuple of values under keys. Rinda's hash tuple.</summary>
    /// <exception cref="InvalidTupleException">A key is there twice.</exception>
    public static SpaceTuple WithKeys(params ReadOnlySpan<(string Key, object? Value)> fields)
    {
        var keys = new string[fields.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = fields[i].Key ?? throw new ArgumentException("A key of a tuple is null.", nameof(fields));
        }

        var set = TupleKeys.Of(keys);
        var values = new object?[fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[set.PlaceOf(i)] = fields[i].Value;
        }

        return new(values, set);
    }

    /// <summary>The value of a field as a .NET type: numbers are widened, Symbols are text, and so on as Remoting does.</summary>
    /// <exception cref="InvalidCastException">The value is of another kind, or does not fit.</exception>
    public T Get<T>(int index) => TupleValue.To<T>(this[index]);

    /// <summary>The value of a field as it is when it is a <typeparamref name="T"/>, or else converted by a function. For generated code.</summary>
    /// <exception cref="InvalidCastException">The function refused the value with a <see cref="Remoting.MarshalException"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T Get<T>(int index, Func<object?, T> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return TupleValue.To(this[index], convert);
    }

    /// <summary>The value under a key as a .NET type.</summary>
    /// <exception cref="InvalidCastException">The value is of another kind, or does not fit.</exception>
    public T Get<T>(string key) => TupleValue.To<T>(this[key]);

    /// <summary>The record that the tuple holds.</summary>
    /// <exception cref="InvalidCastException">The tuple is of another shape, or a field of another kind.</exception>
    public T As<T>()
        where T : ITupleRecord<T> => T.FromTuple(this);

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>True for the same values by Ruby's <c>==</c>: 1 equals 1.0, text is compared by content, Arrays field by field.</summary>
    public bool Equals([NotNullWhen(true)] SpaceTuple? other) =>
        ReferenceEquals(this, other)
        || (other is not null && TupleKeys.SameSet(KeySet, other.KeySet) && FieldEquality.AllEqual(_values, other._values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpaceTuple);

    /// <inheritdoc/>
    public override int GetHashCode() => FieldEquality.HashAll(_values);

    /// <summary>As Ruby would show it: <c>[:job, 42, "p"]</c> or <c>{"id"=>42}</c>; cut off where it is long.</summary>
    public override string ToString() => TupleText.Of(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Copies one by one: the caller has just stored them so, and a block copy would read two stores at once, which the processor
    /// has to wait for. That is a sixth of a write.
    /// </summary>
    internal static object?[] Copy(ReadOnlySpan<object?> values)
    {
        var copy = new object?[values.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = values[i];
        }

        return copy;
    }

    /// <summary>What a peer sent as a tuple, kept as it came.</summary>
    /// <exception cref="InvalidTupleException">It is no tuple. Rinda's InvalidHashTupleKey, if it is for a key.</exception>
    internal static SpaceTuple FromWire(object? value)
    {
        var tuple = WireTuple.Read(value);
        return new(tuple.Fields, tuple.Keys);
    }

    /// <summary>The Array or Hash to send.</summary>
    internal object ToWire() => WireTuple.Write(_values, KeySet);
}
