namespace Ringleader.Remoting;

/// <summary>Gives a member the name that it has on the wire, in place of the one derived from its C# name.</summary>
/// <param name="name">The Ruby name, such as <c>find_by_id</c>, <c>empty?</c> or <c>name=</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class RubyNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
