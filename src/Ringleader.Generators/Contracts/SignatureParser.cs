using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Reads parameters and results of members and of the delegates they take.</summary>
internal sealed class SignatureParser(WireTypeParser types, FindingList findings)
{
    /// <summary>The result of a member, or null after a finding.</summary>
    public ResultModel? ParseResult(ITypeSymbol type, ISymbol member, string title)
    {
        var (kind, value) = KindOf(type);
        if (value is null)
        {
            return new(kind, null);
        }

        if (value is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && kind != ResultKind.Stream)
        {
            return ParseDelegate(invoke, member, title) is { } signature
                ? new(kind, OfDelegate(value)) { Delegate = signature }
                : null;
        }

        return ParseType(value, member, title) is { } wire ? new(kind, wire) : null;
    }

    /// <summary>The wire type of a value, or null after a finding.</summary>
    public WireType? ParseType(ITypeSymbol type, ISymbol member, string title)
    {
        var wire = types.Parse(type, out var problem);
        if (wire is null)
        {
            findings.Add(Rules.TypeHasNoForm, member, TypeNames.Display(type), title, problem);
        }

        return wire;
    }

    /// <summary>The signature of a delegate whose own parameters and result are no delegates, or null after a finding.</summary>
    public DelegateModel? ParseDelegate(IMethodSymbol invoke, ISymbol member, string title)
    {
        var where = $"{title} ({TypeNames.Display(invoke.ContainingType)})";
        var parameters = new List<ParameterModel>();
        foreach (var parameter in invoke.Parameters)
        {
            if (ParseDelegateParameter(parameter, member, where) is not { } model)
            {
                return null;
            }

            parameters.Add(model);
        }

        var (kind, value) = KindOf(invoke.ReturnType);
        if (kind == ResultKind.Stream)
        {
            const string reason = "a block returns one value. Return a list.";
            findings.Add(Rules.TypeHasNoForm, member, TypeNames.Display(invoke.ReturnType), where, reason);
            return null;
        }

        var result = value is null ? null : ParseType(value, member, where);
        return value is not null && result is null ? null : new(parameters.ToEquatableArray(), new(kind, result));
    }

    /// <summary>A params array, or null after a finding.</summary>
    public ParameterModel? ParseSpread(IParameterSymbol parameter, ISymbol place, string name, string title)
    {
        if (parameter.Type is not IArrayTypeSymbol array)
        {
            const string reason = "only an array can be a params parameter here.";
            findings.Add(Rules.TypeHasNoForm, place, TypeNames.Display(parameter.Type), title, reason);
            return null;
        }

        if (ParseType(array.ElementType, place, title) is not { } item)
        {
            return null;
        }

        var type = new WireType(TypeNames.Bare(array), WireShape.Array)
        {
            IsNullable = TypeNames.IsNullableReference(array),
            Arguments = new([item]),
        };
        return new(name, "", ParameterRole.Spread, type, null);
    }

    public static WireType OptionalOf(ITypeSymbol type, WireType inner) =>
        new(TypeNames.Bare(type), WireShape.Optional) { IsValueType = true, Arguments = new([inner]) };

    public static WireType OfDelegate(ITypeSymbol type) =>
        new(TypeNames.Bare(type), WireShape.Delegate) { IsNullable = TypeNames.IsNullableReference(type) };

    public bool CheckPassing(IParameterSymbol parameter, ISymbol place, string title)
    {
        if (parameter.RefKind == RefKind.None
            && parameter.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) })
        {
            return true;
        }

        findings.Add(Rules.ParameterIsByReference, place, parameter.Name, title);
        return false;
    }

    private ParameterModel? ParseDelegateParameter(IParameterSymbol parameter, ISymbol member, string title)
    {
        if (!CheckPassing(parameter, member, title))
        {
            return null;
        }

        // The framework's delegates have names such as obj and arg2, which tell no more than the position does.
        var handler = parameter.ContainingType;
        var name = KnownTypes.IsOfFramework(handler) ? $"{parameter.Ordinal + 1}" : parameter.Name;
        if (parameter.IsParams)
        {
            return ParseSpread(parameter, member, name, title);
        }

        var isEventHandler = KnownTypes.Is(handler, "System.EventHandler") || KnownTypes.Is(handler, "System.EventHandler`1");
        var role = isEventHandler && parameter.Ordinal == 0 ? ParameterRole.Sender
            : KnownTypes.Is(parameter.Type, "System.EventArgs") ? ParameterRole.EmptyEventArgs
            : KnownTypes.IsCancellationToken(parameter.Type) ? ParameterRole.Cancellation
            : ParameterRole.Positional;
        var type = role == ParameterRole.Positional
            ? ParseType(parameter.Type, member, title)
            : new(TypeNames.Bare(parameter.Type), WireShape.Object)
            {
                IsNullable = TypeNames.IsNullableReference(parameter.Type),
                IsValueType = parameter.Type.IsValueType,
            };
        return type is null ? null : new(name, "", role, type, null);
    }

    private static (ResultKind Kind, ITypeSymbol? Value) KindOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return (ResultKind.Nothing, null);
        }

        return type is not INamedTypeSymbol named ? (ResultKind.Value, type)
            : KnownTypes.Is(type, "System.Threading.Tasks.Task") ? (ResultKind.Task, null)
            : KnownTypes.Is(type, "System.Threading.Tasks.ValueTask") ? (ResultKind.ValueTask, null)
            : KnownTypes.Is(type, "System.Threading.Tasks.Task`1") ? (ResultKind.TaskOfValue, named.TypeArguments[0])
            : KnownTypes.Is(type, "System.Threading.Tasks.ValueTask`1") ? (ResultKind.ValueTaskOfValue, named.TypeArguments[0])
            : KnownTypes.Is(type, "System.Collections.Generic.IAsyncEnumerable`1") ? (ResultKind.Stream, named.TypeArguments[0])
            : (ResultKind.Value, type);
    }
}
