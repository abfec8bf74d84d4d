using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A Set: matches its members, and an equal Set.</summary>
internal sealed class SetField(RubySet set) : FieldPattern
{
    internal override bool IsCostly => true;

    public override string ToString() => TupleText.Of(set);

    internal override bool Matches(object? value) => set.Contains(RubyForm.Of(value)) || FieldEquality.Equal(set, value);

    internal override object? ToWire() => set;
}
