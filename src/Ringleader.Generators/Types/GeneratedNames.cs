using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Types;

/// <summary>Where generated types live: a namespace that repeats the source's, with containing types as further parts.</summary>
internal static class GeneratedNames
{
    public const string Root = "Ringleader.Generated";

    /// <summary>The name of the generated file, in which the compiler allows no at sign.</summary>
    public static string HintOf(string space, string name) => $"{space}.{name}.g.cs".Replace("@", "");

    public static string NamespaceOf(INamedTypeSymbol type)
    {
        var parts = new Stack<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            parts.Push(TypeNames.Escape(outer.Name));
        }

        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            parts.Push(TypeNames.Escape(space.Name));
        }

        return string.Join(".", parts.Prepend(Root));
    }
}
