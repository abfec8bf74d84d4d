using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Naming;
using Ringleader.Generators.Types;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Generators.Contracts;

/// <summary>Gives each parameter of a contract member its role on the wire.</summary>
internal sealed class ParameterParser(SignatureParser signatures, FindingList findings)
{
    /// <summary>All parameters, or null after a finding.</summary>
    public EquatableArray<ParameterModel>? Parse(IReadOnlyList<IParameterSymbol> parameters, ResultModel result, string title)
    {
        var block = result.Kind == ResultKind.Stream ? null : parameters.LastOrDefault(IsDelegate);
        var models = new List<ParameterModel>();
        foreach (var parameter in parameters)
        {
            if (!signatures.CheckPassing(parameter, parameter, title))
            {
                continue;
            }

            var role = RoleOf(parameter, block);
            if (CheckRole(parameter, role, parameters, title) && ParseOne(parameter, role, title) is { } model)
            {
                models.Add(model);
            }
        }

        return models.Count == parameters.Count ? models.ToEquatableArray() : null;
    }

    private static ParameterRole RoleOf(IParameterSymbol parameter, IParameterSymbol? block) =>
        KnownTypes.Attribute(parameter, AttributeNames.Keyword) is not null ? ParameterRole.Keyword
        : KnownTypes.IsCancellationToken(parameter.Type) ? ParameterRole.Cancellation
        : parameter.IsParams ? ParameterRole.Spread
        : SymbolEqualityComparer.Default.Equals(parameter, block) ? ParameterRole.Block
        : ParameterRole.Positional;

    private bool CheckRole(IParameterSymbol parameter, ParameterRole role, IReadOnlyList<IParameterSymbol> all, string title)
    {
        switch (role)
        {
            case ParameterRole.Cancellation when all.Skip(parameter.Ordinal + 1).Any(later => !later.IsParams):
                findings.Add(Rules.TokenIsNotLast, parameter, title);
                return false;
            case ParameterRole.Spread when parameter.Type is not IArrayTypeSymbol:
                const string reason = "only an array can be a params parameter here.";
                findings.Add(Rules.TypeHasNoForm, parameter, TypeNames.Display(parameter.Type), title, reason);
                return false;
            case ParameterRole.Keyword when KeywordProblem(parameter) is { } problem:
                findings.Add(Rules.KeywordIsImpossible, parameter, parameter.Name, title, problem);
                return false;
            default:
                return true;
        }
    }

    private static string? KeywordProblem(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IPropertySymbol ? "an indexer takes positional arguments only."
        : parameter.IsParams ? "a params parameter is spread over positional arguments. Take an array without params."
        : IsDelegate(parameter) ? "a delegate is passed as the block or as a positional argument."
        : KnownTypes.IsCancellationToken(parameter.Type) ? "a CancellationToken is not sent."
        : null;

    private ParameterModel? ParseOne(IParameterSymbol parameter, ParameterRole role, string title)
    {
        var name = TypeNames.Escape(parameter.Name);
        var fallback = parameter is { HasExplicitDefaultValue: true } ? Literals.OfDefault(parameter) : null;
        if (role == ParameterRole.Cancellation)
        {
            return new(name, "", role, new(TypeNames.Bare(parameter.Type), WireShape.Object) { IsValueType = true }, fallback);
        }

        if (role == ParameterRole.Spread)
        {
            return ParseSpread(parameter, (IArrayTypeSymbol)parameter.Type, title);
        }

        if (parameter.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return signatures.ParseDelegate(invoke, parameter, title) is { } signature
                ? new(name, "", role, SignatureParser.OfDelegate(parameter.Type), fallback) { Delegate = signature }
                : null;
        }

        var rubyName = role == ParameterRole.Keyword ? KeywordName(parameter) : "";
        return signatures.ParseType(parameter.Type, parameter, title) is { } type ? new(name, rubyName, role, type, fallback) : null;
    }

    private ParameterModel? ParseSpread(IParameterSymbol parameter, IArrayTypeSymbol array, string title)
    {
        if (signatures.ParseType(array.ElementType, parameter, title) is not { } item)
        {
            return null;
        }

        var type = new WireType(TypeNames.Bare(array), WireShape.Array)
        {
            IsNullable = TypeNames.IsNullableReference(array),
            Arguments = new([item]),
        };
        return new(TypeNames.Escape(parameter.Name), "", ParameterRole.Spread, type, null);
    }

    private string KeywordName(IParameterSymbol parameter)
    {
        var name = RubyNameReader.Of(parameter) ?? RubyNames.ToSnakeCase(parameter.Name);
        if (!RubyGrammar.IsIdentifier(name))
        {
            findings.Add(Rules.NameIsInvalid, parameter, parameter.Name, name, "keyword");
        }

        return name;
    }

    private static bool IsDelegate(IParameterSymbol parameter) => parameter.Type.TypeKind == TypeKind.Delegate;
}
