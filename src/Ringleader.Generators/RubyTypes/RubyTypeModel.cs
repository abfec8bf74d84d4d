using Ringleader.Generators.Types;

namespace Ringleader.Generators.RubyTypes;

/// <summary>One type with the Ruby type attribute, ready to be written out.</summary>
/// <param name="Type">The C# name from <c>global::</c> on.</param>
/// <param name="SimpleName">The name without namespace.</param>
/// <param name="Namespace">The namespace of what is generated.</param>
/// <param name="RubyName">The full Ruby class name.</param>
/// <param name="Form">The form on the wire.</param>
/// <param name="Members">The members in the order in which they are written.</param>
internal sealed record RubyTypeModel(
    string Type,
    string SimpleName,
    string Namespace,
    string RubyName,
    RubyTypeForm Form,
    EquatableArray<RubyMemberModel> Members)
{
    /// <summary>The constructor parameter that takes an exception's message, escaped, or null.</summary>
    public string? MessageParameter { get; init; }

    /// <summary>The default of that parameter as a C# expression, or null.</summary>
    public string? MessageDefault { get; init; }

    /// <summary>The constructor parameter that takes an exception's cause, escaped, or null.</summary>
    public string? CauseParameter { get; init; }

    /// <summary>Types of other assemblies whose registrations must have run.</summary>
    public EquatableArray<string> ForeignTypes { get; init; }

    public string Mapping => SimpleName + "Mapping";

    public string HintName => GeneratedNames.HintOf(Namespace, SimpleName);
}
