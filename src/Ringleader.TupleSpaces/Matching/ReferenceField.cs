using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// Rinda::DRbObjectTemplate: matches references whose address and id match templates of their own. As in Ruby, one that asks
/// for neither matches anything.
/// </summary>
internal sealed class ReferenceField : FieldPattern
{
    public const string ClassName = "Rinda::DRbObjectTemplate";
    private readonly RubyObject _node;
    private readonly object? _uri;
    private readonly object? _id;

    /// <param name="node">The template of the reference.</param>
    /// <param name="budget">For regular expressions in it; their own when null.</param>
    public ReferenceField(RubyObject node, MatchBudget? budget = null)
    {
        _node = node;
        _uri = Compiled("@drb_uri", budget);
        _id = Compiled("@drb_ref", budget);
    }

    internal override bool IsCostly => FieldMatch.IsCostly(_uri) || FieldMatch.IsCostly(_id);

    public override string ToString() => $"#<{ClassName}>";

    internal override bool Matches(object? value) =>
        (_uri is null && _id is null)
        || (RubyReference.TryRead(RubyForm.Of(value), out var uri, out var id) && FieldMatch.Matches(_uri, uri) && FieldMatch.Matches(_id, id));

    internal override object? ToWire() => _node;

    /// <summary>An address or id is never such an object itself, so this does not go deeper.</summary>
    private object? Compiled(string name, MatchBudget? budget) =>
        _node.Variables.TryGetValue(name, out var field) && field is not RubyObject ? FieldMatch.Compile(field, budget) : null;
}
