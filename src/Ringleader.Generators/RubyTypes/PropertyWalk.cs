using Microsoft.CodeAnalysis;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.RubyTypes;

/// <summary>Finds the properties that can be members: public, readable, of the type itself and of its own base types.</summary>
internal static class PropertyWalk
{
    /// <summary>In order of declaration, base types first; an overridden or hidden property stands where it was first declared.</summary>
    public static IReadOnlyList<IPropertySymbol> Of(INamedTypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        foreach (var owner in OwnTypes(type))
        {
            foreach (var property in owner.GetMembers().OfType<IPropertySymbol>().Where(IsReadable))
            {
                var earlier = properties.FindIndex(known => string.Equals(known.Name, property.Name, StringComparison.Ordinal));
                if (earlier >= 0)
                {
                    properties[earlier] = property;
                }
                else
                {
                    properties.Add(property);
                }
            }
        }

        return properties;
    }

    /// <summary>Base types of the framework hold no members: what System.Exception has, travels in its own way.</summary>
    private static Stack<INamedTypeSymbol> OwnTypes(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (var current = type; current is not null && !KnownTypes.IsOfFramework(current); current = current.BaseType)
        {
            types.Push(current);
        }

        return types;
    }

    private static bool IsReadable(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
        && property.GetMethod is { DeclaredAccessibility: Accessibility.Public }
        && !KnownTypes.IsOfFramework(FirstDeclaration(property).ContainingType);

    private static IPropertySymbol FirstDeclaration(IPropertySymbol property)
    {
        while (property.OverriddenProperty is { } overridden)
        {
            property = overridden;
        }

        return property;
    }
}
