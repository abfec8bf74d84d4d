namespace Ringleader.TupleSpaces.Matching;

internal sealed class AnyField : FieldPattern
{
    public override string ToString() => "nil";

    internal override bool Matches(object? value) => true;
}
