using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A Ruby class or module: matches its instances, and itself.</summary>
internal sealed class KindField(object node, string name) : FieldPattern
{
    public KindField(string className)
        : this(new RubyClass(className), className)
    {
    }

    public override string ToString() => name;

    internal override bool Matches(object? value) => RubyAncestry.IsKindOf(value, name) || FieldEquality.Equal(node, value);

    internal override object? ToWire() => node;
}
