using Ringleader.Generators.Types;

namespace Ringleader.Generators.RubyTypes;

/// <summary>A property that is a Ruby member.</summary>
/// <param name="Property">The C# name, escaped.</param>
/// <param name="RubyName">The member's name on the wire, without <c>@</c>.</param>
/// <param name="Type">Its type.</param>
internal sealed record RubyMemberModel(string Property, string RubyName, WireType Type)
{
    /// <summary>The constructor parameter that takes it, escaped, or null.</summary>
    public string? Parameter { get; init; }

    /// <summary>The default of that parameter as a C# expression, or null.</summary>
    public string? Default { get; init; }

    /// <summary>Set while the object is built: an init accessor or a required property.</summary>
    public bool IsInitialized { get; init; }

    /// <summary>Set afterwards, and only when the peer sent it.</summary>
    public bool IsAssigned => Parameter is null && !IsInitialized;
}
