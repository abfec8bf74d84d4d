namespace Ringleader.TupleSpaces.Matching;

/// <summary>Anything, also nil.</summary>
internal sealed class AnyField : FieldPattern
{
    public override string ToString() => "nil";

    internal override bool Matches(object? value) => true;

    internal override object? ToWire() => null;
}
