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
        var block = result.Kind == ResultKind.Stream ? null : parameters.LastOrDefault(parameter => IsBlock(parameter) && !IsMarkedPositional(parameter));
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

    /// <summary>An omitted argument leaves no gap on the wire, so whatever follows it would take its place.</summary>
    private static bool FollowsOmittable(IParameterSymbol parameter, IReadOnlyList<IParameterSymbol> all) =>
        all.Take(parameter.Ordinal).Any(earlier => IsOmittable(earlier) && KnownTypes.Attribute(earlier, AttributeNames.Keyword) is null);

    private static ParameterRole RoleOf(IParameterSymbol parameter, IParameterSymbol? block) =>
        KnownTypes.Attribute(parameter, AttributeNames.Keyword) is not null ? ParameterRole.Keyword
        : KnownTypes.IsCancellationToken(parameter.Type) ? ParameterRole.Cancellation
        : parameter.IsParams ? ParameterRole.Spread
        : KnownTypes.Is(parameter.Type, KnownTypes.KeywordArguments) ? ParameterRole.RemainingKeywords
        : SymbolEqualityComparer.Default.Equals(parameter, block) ? ParameterRole.Block
        : ParameterRole.Positional;

    private bool CheckRole(IParameterSymbol parameter, ParameterRole role, IReadOnlyList<IParameterSymbol> all, string title)
    {
        switch (role)
        {
            case ParameterRole.Cancellation when all.Skip(parameter.Ordinal + 1).Any(later => !later.IsParams):
                findings.Add(Rules.TokenIsNotLast, parameter, title);
                return false;
            case ParameterRole.RemainingKeywords when RemainingProblem(parameter, all) is { } problem:
                findings.Add(Rules.KeywordIsImpossible, parameter, parameter.Name, title, problem);
                return false;
            case ParameterRole.Positional or ParameterRole.Spread when !IsOmittable(parameter) && FollowsOmittable(parameter, all):
                findings.Add(Rules.OptionalIsNotLast, parameter, parameter.Name, title);
                return false;
            case ParameterRole.Positional or ParameterRole.Block when IsMarkedPositional(parameter) && !IsBlock(parameter):
            case ParameterRole.Cancellation or ParameterRole.Keyword or ParameterRole.Spread or ParameterRole.RemainingKeywords when IsMarkedPositional(parameter):
                findings.Add(Rules.PositionalIsPointless, parameter, parameter.Name, title);
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
        : IsBlock(parameter) ? "a delegate or block is passed as the block or as a positional argument."
        : KnownTypes.Is(parameter.Type, KnownTypes.KeywordArguments) ? "it takes all remaining keywords already. Remove [Keyword]."
        : KnownTypes.IsCancellationToken(parameter.Type) ? "a CancellationToken is not sent."
        : null;

    private static string? RemainingProblem(IParameterSymbol parameter, IReadOnlyList<IParameterSymbol> all) =>
        parameter.ContainingSymbol is IPropertySymbol ? "an indexer takes positional arguments only."
        : all.Take(parameter.Ordinal).Any(earlier => KnownTypes.Is(earlier.Type, KnownTypes.KeywordArguments)) ? "there is one for all remaining keywords already."
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
            return signatures.ParseSpread(parameter, parameter, TypeNames.Escape(parameter.Name), title);
        }

        if (role == ParameterRole.RemainingKeywords)
        {
            var keywords = new WireType(TypeNames.Bare(parameter.Type), WireShape.Object) { IsNullable = TypeNames.IsNullableReference(parameter.Type) };
            return new(name, "", role, keywords, fallback);
        }

        if (parameter.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return signatures.ParseDelegate(invoke, parameter, title) is { } signature
                ? new(name, "", role, SignatureParser.OfDelegate(parameter.Type), fallback) { Delegate = signature }
                : null;
        }

        var rubyName = role == ParameterRole.Keyword ? KeywordName(parameter) : "";
        if (IsOmittable(parameter))
        {
            return signatures.ParseType(((INamedTypeSymbol)parameter.Type).TypeArguments[0], parameter, title) is { } inner
                ? new(name, rubyName, role, SignatureParser.OptionalOf(parameter.Type, inner), "default")
                : null;
        }

        return signatures.ParseType(parameter.Type, parameter, title) is { } type ? new(name, rubyName, role, type, fallback) : null;
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

    private static bool IsBlock(IParameterSymbol parameter) =>
        parameter.Type.TypeKind == TypeKind.Delegate || KnownTypes.Is(parameter.Type, KnownTypes.RemoteBlock);

    private static bool IsMarkedPositional(IParameterSymbol parameter) => KnownTypes.Attribute(parameter, AttributeNames.Positional) is not null;

    private static bool IsOmittable(IParameterSymbol parameter) => KnownTypes.Is(parameter.Type, KnownTypes.Optional);
}
