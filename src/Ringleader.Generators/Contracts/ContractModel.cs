using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>One contract interface, ready to be written out.</summary>
/// <param name="Interface">The C# name from <c>global::</c> on.</param>
/// <param name="SimpleName">The name without namespace.</param>
/// <param name="Namespace">The namespace of what is generated; no other type's generated code can share both it and the name.</param>
/// <param name="Members">All members, inherited ones included.</param>
/// <param name="ForeignTypes">Types of other assemblies whose registrations must have run.</param>
internal sealed record ContractModel(
    string Interface,
    string SimpleName,
    string Namespace,
    EquatableArray<MemberModel> Members,
    EquatableArray<string> ForeignTypes)
{
    /// <summary>The Ruby class that its objects stand for, or null.</summary>
    public string? RubyClass { get; init; }

    public string Proxy => SimpleName + "Proxy";

    public string Dispatcher => SimpleName + "Dispatcher";

    public string HintName => GeneratedNames.HintOf(Namespace, SimpleName);

    /// <summary>What can be called on the wire, in the order of declaration.</summary>
    public IEnumerable<CallModel> OfferedCalls => Members
        .SelectMany(member => member.Second is { } second ? [member.First, second] : new[] { member.First })
        .Where(call => call.IsOffered);
}
