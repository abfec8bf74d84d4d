using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Background;

/// <summary>
/// Finds the client that a background method enqueues with: a field or property of its class, else one that a base class lets it
/// use, else a parameter of the primary constructor. That comes last, as the others may hold that very parameter.
/// </summary>
internal static class ClientFinder
{
    private const string Client = "Ringleader.Jobs.JobClient";

    /// <summary>The expression that gives it, or null and what to do about it.</summary>
    public static string? Find(IMethodSymbol stub, out string problem)
    {
        var type = stub.ContainingType;
        var found = Members(type).ToList();
        for (var parent = type.BaseType; found.Count == 0 && parent is not null; parent = parent.BaseType)
        {
            found = [.. Members(parent).Where(member => member.DeclaredAccessibility != Accessibility.Private)];
        }

        if (found.Count == 0)
        {
            found = [.. PrimaryParameters(type)];
        }

        problem = found.Count switch
        {
            0 => $"'{type.Name}' has no JobClient. Add one to its constructor: 'class {type.Name}(JobClient jobs)'.",
            > 1 => $"'{found[0].Name}' and '{found[1].Name}' of '{type.Name}' could both be meant. Leave one JobClient.",
            _ when found[0] is IParameterSymbol && stub.Parameters.Any(parameter => string.Equals(parameter.Name, found[0].Name, StringComparison.Ordinal)) =>
                $"its parameter '{found[0].Name}' hides the JobClient of that name. Rename it.",
            _ => "",
        };
        return problem.Length > 0 ? null : found[0] is { IsStatic: false } and not IParameterSymbol
            ? "this." + TypeNames.Escape(found[0].Name)
            : TypeNames.Escape(found[0].Name);
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.GetMembers().Where(member => member switch
    {
        IFieldSymbol field => !field.IsImplicitlyDeclared && KnownTypes.Is(field.Type, Client),
        IPropertySymbol property => property is { IsIndexer: false, GetMethod: not null } && KnownTypes.Is(property.Type, Client),
        _ => false,
    });

    private static IEnumerable<ISymbol> PrimaryParameters(INamedTypeSymbol type) =>
        from constructor in type.InstanceConstructors
        where constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax)
        from parameter in constructor.Parameters
        where KnownTypes.Is(parameter.Type, Client)
        select parameter;
}
