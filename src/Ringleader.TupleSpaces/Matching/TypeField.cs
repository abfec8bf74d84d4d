namespace Ringleader.TupleSpaces.Matching;

/// <summary>A .NET type without a Ruby class that means the same.</summary>
internal sealed class TypeField<T> : FieldPattern
{
    public override string ToString() => typeof(T).Name;

    internal override bool Matches(object? value) => value is T;

    internal override object? ToWire() => throw new InvalidTupleException(
        $"The template field 'OfType<{typeof(T).Name}>' cannot be sent to another process: no Ruby class stands for the type. Use null, or register the type with [RubyType].");
}
