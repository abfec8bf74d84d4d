using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ringleader.Generators.Types;

/// <summary>How a type of the source is opened again to add to it.</summary>
internal static class PartialTypes
{
    /// <summary>The type and those it is nested in, from the inside.</summary>
    public static IEnumerable<INamedTypeSymbol> Outwards(INamedTypeSymbol innermost)
    {
        for (var type = innermost; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    /// <summary>What to open to be inside of the type, from the outermost on: <c>partial record Job</c>.</summary>
    public static EquatableArray<string> DeclarationsOf(INamedTypeSymbol type) =>
        Outwards(type).Reverse().Select(part => $"partial {KeywordOf(part)} {TypeNames.Escape(part.Name)}").ToEquatableArray();

    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string KeywordOf(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { IsValueType: true } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };
}
