using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.JobKinds;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Background;

/// <summary>Turns a method with the attribute into a model, or into findings that say why it cannot be one.</summary>
internal static class BackgroundParser
{
    private const string Receipt = "Ringleader.Jobs.JobReceipt";

    public static BackgroundResult Parse(IMethodSymbol method, MethodDeclarationSyntax syntax, AttributeData attribute)
    {
        var findings = new FindingList(method);
        var title = JobKindParser.TitleOf(method);
        var names = JobKindParser.Parse(method, attribute);
        if ((ProblemOfClass(method.ContainingType) ?? ProblemOfMethod(method)) is { } problem)
        {
            findings.Add(Rules.BackgroundMethodIsUnusable, method, title, problem);
            return new(null, names, findings.ToEquatableArray());
        }

        var work = WorkFinder.Find(method, out var missing);
        var client = ClientFinder.Find(method, out var clientless);
        if (work is null)
        {
            findings.Add(Rules.BackgroundWorkIsMissing, method, title, missing);
        }

        if (client is null)
        {
            findings.Add(Rules.BackgroundClientIsMissing, method, title, clientless);
        }

        var model = work is null || client is null ? null : ModelOf(method, syntax, attribute, client, work);
        return new(model, names, findings.ToEquatableArray());
    }

    private static BackgroundMethodModel ModelOf(
        IMethodSymbol method, MethodDeclarationSyntax syntax, AttributeData attribute, string client, BackgroundWork work)
    {
        // The compiler wants the same modifiers on both parts; only the first of them may be anything but 'async'.
        var modifiers = string.Join(" ", syntax.Modifiers.Select(modifier => modifier.ValueText));
        return new(
            OwnerOf(method.ContainingType),
            KnownTypes.TextOf(attribute),
            $"{modifiers} {TypeNames.Of(method.ReturnType)} {TypeNames.Escape(method.Name)}",
            method.Parameters.Select(BackgroundParameters.Of).ToEquatableArray(),
            client,
            work)
        {
            Settings = SettingsOf(attribute).ToEquatableArray(),
        };
    }

    private static BackgroundOwner OwnerOf(INamedTypeSymbol type) => new(
        TypeNames.Bare(type),
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "",
        PartialTypes.DeclarationsOf(type),
        type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));

    private static IEnumerable<string> SettingsOf(AttributeData attribute) =>
        from setting in attribute.NamedArguments
        where setting.Value.Kind != TypedConstantKind.Error
        select $"{setting.Key} = {LiteralOf(setting.Value)}";

    private static string LiteralOf(TypedConstant value) => value.Kind != TypedConstantKind.Array ? value.ToCSharpString()
        : value.IsNull ? "[]"
        : $"[{string.Join(", ", value.Values.Select(item => item.ToCSharpString()))}]";

    private static string? ProblemOfClass(INamedTypeSymbol type) =>
        type is not { TypeKind: TypeKind.Class, IsStatic: false } ? "only a class that is not static can have such methods. Move it to one."
        : PartialTypes.Outwards(type).Any(part => part.IsGenericType)
            ? "its class is generic or nested in a generic type, so a stored job would not say which it is. Move it to a class that is not."
        : type.IsFileLocal ? "its class is local to a file. Make it internal."
        : PartialTypes.Outwards(type).FirstOrDefault(part => !PartialTypes.IsPartial(part)) is { } whole
            ? $"the source generator has to add to '{whole.Name}'. Declare it as partial."
        : null;

    private static string? ProblemOfMethod(IMethodSymbol method) =>
        !method.IsPartialDefinition || method.PartialImplementationPart is not null
            ? "its body is what the source generator writes. Declare it as partial and without one, and put the work in a method named "
              + $"'{WorkFinder.NameOf(method)}'."
        : method.IsStatic ? "it is static, and the client to enqueue with belongs to an object. Remove 'static'."
        : method.IsGenericMethod ? "it is generic, and a stored job has no type arguments. Declare one method per type."
        : !ReturnsReceipt(method.ReturnType)
            ? $"it returns '{TypeNames.Display(method.ReturnType)}'. Let it return Task<JobReceipt> or Task, which end when the job is stored."
        : method.Parameters.FirstOrDefault(BackgroundParameters.CannotBeStored) is { } parameter
            ? $"parameter '{parameter.Name}' is ref, out, in, a pointer, a ref struct or dynamic, which cannot be stored. Pass a value."
        : method.Parameters.FirstOrDefault(parameter => BackgroundParameters.RoleOf(parameter.Type) == BackgroundParameterRole.Context) is { } context
            ? $"parameter '{context.Name}' is a JobContext, which there is only when it runs. Give it to '{WorkFinder.NameOf(method)}' alone."
        : TypeTakenTwice(method) is { } twice ? $"it takes '{TypeNames.Display(twice)}' twice. Leave one."
        : null;

    private static bool ReturnsReceipt(ITypeSymbol type) => type is INamedTypeSymbol named && KnownTypes.IsTask(named)
        && (named.TypeArguments.IsEmpty || KnownTypes.Is(named.TypeArguments[0], Receipt));

    private static ITypeSymbol? TypeTakenTwice(IMethodSymbol method) => method.Parameters
        .GroupBy(parameter => BackgroundParameters.RoleOf(parameter.Type))
        .FirstOrDefault(same => same.Key != BackgroundParameterRole.Stored && same.Count() > 1)?
        .First().Type;
}
