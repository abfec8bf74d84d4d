using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A Range: matches what lies within it by <c>&lt;=&gt;</c> as Range#cover? does, and the Range itself.</summary>
internal sealed class RangeField(RubyRange range) : FieldPattern
{
    internal override bool IsCostly => FieldMatch.IsCostly(range.Begin) || FieldMatch.IsCostly(range.End);

    public override string ToString() => TupleText.Of(range);

    internal override bool Matches(object? value) => Covers(value) || FieldEquality.Equal(range, value);

    internal override object? ToWire() => range;

    private bool Covers(object? value) =>
        (range.Begin is null || RubyOrder.Compare(range.Begin, value) <= 0)
        && (range.End is null || (range.ExcludesEnd ? RubyOrder.Compare(value, range.End) < 0 : RubyOrder.Compare(value, range.End) <= 0));
}
