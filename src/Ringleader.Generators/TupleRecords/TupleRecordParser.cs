using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.TupleRecords;

/// <summary>Turns a record with the tuple attribute into a model, or into findings that say why it cannot.</summary>
internal sealed class TupleRecordParser
{
    private readonly INamedTypeSymbol _type;
    private readonly FindingList _findings;
    private readonly WireTypeParser _wireTypes;

    private TupleRecordParser(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        _type = type;
        _findings = new(type);
        _wireTypes = new(assembly);
    }

    public static TupleRecordResult Parse(INamedTypeSymbol type, AttributeData attribute, IAssemblySymbol assembly)
    {
        var parser = new TupleRecordParser(type, assembly);
        var model = parser.ParseModel(KnownTypes.TextOf(attribute));
        return new(parser._findings.Count == 0 ? model : null, parser._findings.ToEquatableArray());
    }

    private TupleRecordModel? ParseModel(string head)
    {
        var constructor = _type.InstanceConstructors.FirstOrDefault(IsPrimary);
        var problem = constructor is null ? "it is no record with parameters, which are the fields of the tuple." : ProblemOf(head);
        if (constructor is null || problem is not null)
        {
            _findings.Add(Rules.TupleRecordIsUnusable, _type, _type.Name, problem ?? "");
            return null;
        }

        var space = _type.ContainingNamespace is { IsGlobalNamespace: false } named ? named.ToDisplayString() : "";
        return new(TypeNames.Escape(_type.Name), space, PartialTypes.DeclarationsOf(_type), head, ParseFields(constructor))
        {
            ForeignTypes = _wireTypes.ForeignTypes,
            Path = _type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
        };
    }

    private string? ProblemOf(string head) =>
        PartialTypes.Outwards(_type).Any(type => type.IsGenericType) ? "it is generic or nested in a generic type. Declare one record per type argument."
        : _type.IsFileLocal ? "it is local to a file. Make it internal."
        : _type.IsAbstract ? "no object of it can be made. Mark the records that derive from it."
        : PartialTypes.Outwards(_type).Any(type => !PartialTypes.IsPartial(type)) ? "it, or a type it is nested in, is not partial."
        : head is "" or ":" ? "its head is empty. Give it the name that its tuples begin with, such as 'job' or ':job'."
        : null;

    private EquatableArray<TupleRecordFieldModel> ParseFields(IMethodSymbol constructor)
    {
        var fields = new List<TupleRecordFieldModel>();
        foreach (var parameter in constructor.Parameters)
        {
            if (_wireTypes.Parse(parameter.Type, out var problem) is { } wire)
            {
                fields.Add(new(TypeNames.Escape(parameter.Name), TypeNames.Escape(CamelCase(parameter.Name)), wire));
            }
            else
            {
                _findings.Add(Rules.TypeHasNoForm, parameter, TypeNames.Display(parameter.Type), $"{_type.Name}.{parameter.Name}", problem);
            }
        }

        return fields.ToEquatableArray();
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax);

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
