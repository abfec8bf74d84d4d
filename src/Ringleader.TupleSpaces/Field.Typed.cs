using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces;

/// <summary>
/// A field of a <see cref="Template{T}"/>: a value, a pattern of <see cref="Field"/>, or, by default and for
/// <see cref="Field.Any"/>, any value of the type.
/// </summary>
/// <typeparam name="T">What the field is read as.</typeparam>
[StructLayout(LayoutKind.Auto)]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "They are there to be written without a name.")]
public readonly struct Field<T> : IEquatable<Field<T>>
{
    private readonly object? _field;

    private Field(object? field) => _field = field;

    /// <summary>The value or pattern as a template takes it.</summary>
    /// <param name="orNil">Whether nil is a value of the type, so that a field of any value matches it too.</param>
    public object? ToField(bool orNil = false) => _field ?? (orNil || !FieldClasses.IsPrecise(typeof(T)) ? null : Field.OfType<T>());

    /// <inheritdoc/>
    public bool Equals(Field<T> other) => FieldEquality.Equal(_field, other._field);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Field<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => FieldEquality.Hash(_field);

    /// <summary>A value equal to this one; null is nil and nothing else.</summary>
    public static implicit operator Field<T>(T value) => new(FieldMatch.IsPattern(value) ? Field.Exactly(value) : value);

    /// <summary>What a pattern says.</summary>
    public static implicit operator Field<T>(FieldPattern pattern) => new(pattern is AnyField ? null : pattern);

    /// <summary>Equality of what the two ask for.</summary>
    public static bool operator ==(Field<T> left, Field<T> right) => left.Equals(right);

    /// <summary>Inequality of what the two ask for.</summary>
    public static bool operator !=(Field<T> left, Field<T> right) => !left.Equals(right);
}
