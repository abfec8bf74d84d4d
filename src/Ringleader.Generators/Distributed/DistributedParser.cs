using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ringleader.Generators.Contracts;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Distributed;

/// <summary>Turns a class with the attribute into a model, or into findings that say why it cannot be one.</summary>
/// <remarks>
/// Offered is what the class itself declares as public: constructors, methods, properties, indexers and events. What it
/// inherits, overrides or the compiler adds is not.
/// </remarks>
internal static class DistributedParser
{
    private const string ClassObject = "global::Ringleader.Services.DistributedClass";

    public static DistributedResult Parse(INamedTypeSymbol type, SyntaxNode node, IAssemblySymbol assembly, CancellationToken cancellationToken)
    {
        var findings = new FindingList(type);
        if (ProblemOf(type, node) is { } problem)
        {
            findings.Add(Rules.ClassIsNotDistributable, type, type.Name, problem);
            return new(null, findings.ToEquatableArray());
        }

        var types = new WireTypeParser(assembly);
        var parser = new MemberParser(new SignatureParser(types, findings), findings);
        var instances = new List<MemberModel>();
        var statics = new List<MemberModel>();
        var instanceRules = new OverloadRules(findings);
        var staticRules = new OverloadRules(findings);
        foreach (var symbol in type.GetMembers().Where(IsOffered))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isOfClass = symbol.IsStatic || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
            if (parser.ParseOffered(symbol) is { } member)
            {
                var rules = isOfClass ? staticRules : instanceRules;
                (isOfClass ? statics : instances).Add(member with
                {
                    First = rules.Admit(member.First, symbol),
                    Second = member.Second is null ? null : rules.Admit(member.Second, symbol),
                });
            }
        }

        return findings.Count > 0
            ? new(null, findings.ToEquatableArray())
            : new(ModelOf(type, instances, statics, types.ForeignTypes), default);
    }

    private static DistributedModel ModelOf(
        INamedTypeSymbol type, IEnumerable<MemberModel> instances, IEnumerable<MemberModel> statics, EquatableArray<string> foreignTypes)
    {
        var name = TypeNames.Bare(type);
        var space = GeneratedNames.NamespaceOf(type);
        return new(
            type.Name,
            $"partial {(type.IsRecord ? "record" : "class")} {TypeNames.Escape(type.Name)}",
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            new(name, type.Name, space, instances.ToEquatableArray(), foreignTypes),
            new($"{ClassObject}<{name}>", type.Name + "Class", space, statics.ToEquatableArray(), foreignTypes));
    }

    private static string? ProblemOf(INamedTypeSymbol type, SyntaxNode node) =>
        type.TypeKind != TypeKind.Class || type.IsStatic ? "it has no instances that could travel by reference. Make it a class that is not static."
        : type.IsGenericType ? "it is generic, which has no one name on the wire. Derive a class from it for each type argument."
        : type.ContainingType is not null ? "it is nested in another type. Move it to a namespace."
        : !Visibility.IsNameable(type) ? "generated code cannot name it. Make it public or internal."
        : node is not TypeDeclarationSyntax declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            ? "the source generator has to add to it. Declare it as partial."
        : null;

    private static bool IsOffered(ISymbol member) => member switch
    {
        { DeclaredAccessibility: not Accessibility.Public } or { IsOverride: true } => false,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => !constructor.ContainingType.IsAbstract && !IsCopy(constructor),
        { IsImplicitlyDeclared: true } => false,
        IMethodSymbol method => method.MethodKind == MethodKind.Ordinary,
        IPropertySymbol or IEventSymbol => true,
        _ => false,
    };

    /// <summary>The constructor by which a record is copied.</summary>
    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
