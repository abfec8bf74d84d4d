namespace Ringleader.Remoting;

/// <summary>Gives a member the name that it has on the wire, in place of the one derived from its C# name.</summary>
/// <param name="name">
/// The Ruby name, such as <c>find_by_id</c>, <c>empty?</c> or <c>name=</c>; of a contract, the Ruby class that its objects
/// say they are when a peer asks with <c>is_a?</c>, such as <c>Rinda::TupleSpace</c>.
/// </param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class RubyNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
