using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.JobKinds;

/// <summary>Reads the name and the aliases that an attribute gives a kind of jobs.</summary>
internal static class JobKindParser
{
    public static EquatableArray<JobKindName> Parse(ISymbol owner, AttributeData attribute)
    {
        var place = SourcePlace.Of(owner, owner);
        return AliasesOf(attribute)
            .Prepend(KnownTypes.TextOf(attribute))
            .Select(name => new JobKindName(name, TitleOf(owner), place))
            .ToEquatableArray();
    }

    public static string TitleOf(ISymbol owner) =>
        owner is IMethodSymbol method ? $"{method.ContainingType.Name}.{method.Name}" : owner.Name;

    private static IEnumerable<string> AliasesOf(AttributeData attribute)
    {
        var aliases = attribute.NamedArguments.FirstOrDefault(argument => string.Equals(argument.Key, "Aliases", StringComparison.Ordinal)).Value;
        return aliases is { Kind: TypedConstantKind.Array, IsNull: false } ? aliases.Values.Select(alias => alias.Value as string ?? "") : [];
    }
}
