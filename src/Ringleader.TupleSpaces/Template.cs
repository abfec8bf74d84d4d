using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces;

/// <summary>
/// What a tuple has to be like: for each field a value that must be equal, a pattern of <see cref="Field"/>, or null for
/// anything. <c>["job", Field.OfType&lt;int&gt;(), null]</c>.
/// </summary>
/// <remarks>
/// Rinda's Template: the number of fields, or the keys, must be the same. A field with a constant value costs the space nothing
/// however many tuples there are; patterns are tried on what the constants left over. Immutable.
/// </remarks>
[CollectionBuilder(typeof(Template), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A template is the field's term.")]
public sealed partial class Template : IReadOnlyList<object?>
{
    private readonly object?[] _given;
    private readonly bool _skipsCostly;

    /// <summary>Takes the array over; for key templates the fields are in the order of <see cref="TupleKeys.Sorted"/>.</summary>
    /// <exception cref="InvalidTupleException">A field is a pattern that cannot be used.</exception>
    internal Template(object?[] fields, TupleKeys? keys)
    {
        _given = fields;
        Fields = Compile(fields);
        KeySet = keys;
        for (var i = 0; i < fields.Length; i++)
        {
            if (i < 64 && FieldMatch.IsConstant(Fields[i]))
            {
                ConstantMask |= 1UL << i;
            }

            IsCostly |= FieldMatch.IsCostly(Fields[i]);
        }

        Screen = IsCostly ? new(this) : this;
    }

    /// <summary>The screen of a costly template.</summary>
    private Template(Template costly)
    {
        (_given, Fields, KeySet, ConstantMask) = (costly._given, costly.Fields, costly.KeySet, costly.ConstantMask);
        _skipsCostly = true;
        Screen = this;
    }

    /// <summary>How many fields.</summary>
    public int Count => _given.Length;

    /// <summary>The keys in the order in which they were given; null for a template of fields in a row.</summary>
    public IReadOnlyList<string>? Keys => KeySet?.AsGiven;

    /// <summary>Which of the first 64 fields are constants, by which the space looks up.</summary>
    internal ulong ConstantMask { get; }

    /// <summary>What the fields mean: see <see cref="FieldMatch.Compile"/>. The indexer has them as they were given.</summary>
    internal object?[] Fields { get; }

    internal TupleKeys? KeySet { get; }

    /// <summary>True when it takes long, or code of others, to see whether a tuple matches.</summary>
    internal bool IsCostly { get; }

    /// <summary>
    /// Matches all tuples that this one matches, and maybe more, without what is costly: the template itself when nothing is. Only a
    /// screen is tried while a space is locked.
    /// </summary>
    internal Template Screen { get; }

    /// <summary>The field at a place, counted from 0; for a key template in the order of <see cref="Keys"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public object? this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _given.Length);
            return _given[KeySet?.PlaceOf(index) ?? index];
        }
    }

    /// <summary>A template of fields in a row: what <c>["job", null]</c> means where a template is wanted.</summary>
    /// <exception cref="InvalidTupleException">A field is a regular expression that cannot be used.</exception>
    public static Template Create(params ReadOnlySpan<object?> fields) => new(SpaceTuple.Copy(fields), null);

    /// <summary>A template of fields under keys.</summary>
    /// <exception cref="InvalidTupleException">A key is there twice, or a field is a regular expression that cannot be used.</exception>
    public static Template WithKeys(params ReadOnlySpan<(string Key, object? Field)> fields)
    {
        var tuple = SpaceTuple.WithKeys(fields);
        return new(tuple.Values, tuple.KeySet);
    }

    /// <summary>The template that only tuples equal to this one match.</summary>
    public static Template Exactly(SpaceTuple tuple)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        return new([.. tuple.Values.Select(static value => FieldMatch.IsPattern(value) ? Field.Exactly(value) : value)], tuple.KeySet);
    }

    /// <summary>True when the tuple is what this asks for.</summary>
    /// <exception cref="InvalidTupleException">A regular expression has taken too long, now or before.</exception>
    public bool Matches(SpaceTuple tuple)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        return TupleKeys.SameSet(KeySet, tuple.KeySet) && Matches(tuple.Values);
    }

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>As Ruby would show it: <c>[:job, Integer, nil]</c>; cut off where it is long.</summary>
    public override string ToString() => TupleText.Of(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a peer sent as a template.</summary>
    /// <exception cref="InvalidTupleException">It is no template, or a field is a pattern that cannot be used.</exception>
    internal static Template FromWire(object? value)
    {
        var template = WireTuple.Read(value);
        return new(template.Fields, template.Keys);
    }

    /// <summary>The Array or Hash to send, with patterns as Ruby's own values.</summary>
    /// <exception cref="InvalidTupleException">A field is a pattern that cannot be sent.</exception>
    internal object ToWire() =>
        WireTuple.Write([.. _given.Select(static field => field is FieldPattern pattern ? pattern.ToWire() : field)], KeySet);

    /// <summary>Whether values of the same shape match.</summary>
    internal bool Matches(ReadOnlySpan<object?> values)
    {
        if (values.Length != Fields.Length)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!(_skipsCostly && FieldMatch.IsCostly(Fields[i])) && !FieldMatch.Matches(Fields[i], values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayHoldRegexp(object? field) => field is not (null or string or RubySymbol or long or int or bool or double or FieldPattern);

    /// <summary>The same array where every field means what it is, as it mostly is.</summary>
    private static object?[] Compile(object?[] fields)
    {
        var compiled = fields;
        MatchBudget? budget = null;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = FieldMatch.Compile(fields[i], budget ??= MayHoldRegexp(fields[i]) ? new MatchBudget() : null);
            if (ReferenceEquals(field, fields[i]))
            {
                continue;
            }

            compiled = ReferenceEquals(compiled, fields) ? [.. fields] : compiled;
            compiled[i] = field;
        }

        return compiled;
    }
}
