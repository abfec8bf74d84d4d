namespace Ringleader.Remoting;

/// <summary>
/// Registers a record, class, struct or exception as the .NET side of a Ruby class. It then travels by value in both
/// directions, and no other class name on the wire can create it.
/// </summary>
/// <param name="rubyName">The full Ruby name, such as <c>Shop::Point</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class RubyTypeAttribute(string rubyName) : Attribute
{
    /// <summary>The full Ruby name.</summary>
    public string RubyName { get; } = rubyName;

    /// <summary>True when the Ruby class is a <c>Struct</c>, false (the default) for a class with instance variables.</summary>
    public bool IsStruct { get; init; }
}
