using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ringleader.Generators.Types;

/// <summary>C# names that mean the same in every file. A reference type of unknown nullability counts as nullable.</summary>
internal static class TypeNames
{
    /// <summary>The name with the question mark that the declaration has or may have.</summary>
    public static string Of(ITypeSymbol type) => Bare(type) + (IsNullableReference(type) ? "?" : "");

    /// <summary>The name without the outermost question mark of a reference type.</summary>
    public static string Bare(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        IDynamicTypeSymbol => "object",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Of(nullable.TypeArguments[0]) + "?",
        INamedTypeSymbol { IsTupleType: true } tuple => $"({string.Join(", ", tuple.TupleElements.Select(OfElement))})",
        INamedTypeSymbol named when !HasKeyword(named) => OfNamed(named),
        _ => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(),
    };

    /// <summary>Only a task of unknown nullability counts as one that is always there.</summary>
    public static bool IsNullableReference(ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated }
        && (type.NullableAnnotation == NullableAnnotation.Annotated || !KnownTypes.IsTask(type));

    /// <summary>The name of a dictionary's key, which is never null unless it is declared so.</summary>
    public static string OfKey(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated ? Of(type) : Bare(type);

    /// <summary>A name with a leading at sign where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The name for a reader of messages.</summary>
    public static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static bool HasKeyword(ITypeSymbol type) => type.SpecialType
        is SpecialType.System_Object or SpecialType.System_Void or (>= SpecialType.System_Boolean and <= SpecialType.System_String);

    private static string OfNamed(INamedTypeSymbol type)
    {
        var prefix = type.ContainingType is { } outer ? OfNamed(outer) + "." : OfNamespace(type.ContainingNamespace);
        var hasKey = KnownTypes.CollectionShapeOf(type) == WireShape.Dictionary;
        var names = type.TypeArguments.Select((argument, index) => hasKey && index == 0 ? OfKey(argument) : Of(argument));
        var arguments = type.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", names)}>";
        return prefix + Escape(type.Name) + arguments;
    }

    private static string OfNamespace(INamespaceSymbol? space) =>
        space is null or { IsGlobalNamespace: true }
            ? "global::"
            : OfNamespace(space.ContainingNamespace) + Escape(space.Name) + ".";

    private static string OfElement(IFieldSymbol element) =>
        element.IsExplicitlyNamedTupleElement ? $"{Of(element.Type)} {Escape(element.Name)}" : Of(element.Type);
}
