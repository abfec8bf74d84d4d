using Microsoft.CodeAnalysis;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Background;

/// <summary>Reads parameters of background methods and of the work behind them.</summary>
internal static class BackgroundParameters
{
    public static BackgroundParameterRole RoleOf(ITypeSymbol type) =>
        KnownTypes.Is(type, "Ringleader.Jobs.JobOptions") ? BackgroundParameterRole.Options
        : KnownTypes.Is(type, "System.Data.Common.DbTransaction") ? BackgroundParameterRole.Transaction
        : KnownTypes.Is(type, "Ringleader.Jobs.JobContext") ? BackgroundParameterRole.Context
        : KnownTypes.IsCancellationToken(type) ? BackgroundParameterRole.Cancellation
        : BackgroundParameterRole.Stored;

    /// <summary>What a caller says about enqueuing, once at most; the work never sees it.</summary>
    public static bool IsOfEnqueuing(BackgroundParameterRole role) => role is BackgroundParameterRole.Options or BackgroundParameterRole.Transaction;

    public static bool CannotBeStored(IParameterSymbol parameter) =>
        parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol or IDynamicTypeSymbol;

    public static BackgroundParameterModel Of(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var name = TypeNames.Escape(parameter.Name);
        return new(name, RoleOf(type), TypeNames.Bare(type))
        {
            Declaration = $"{(parameter.IsParams ? "params " : "")}{TypeNames.Of(type)} {name}",
            IsNullable = IsNullable(type),
            Default = parameter.HasExplicitDefaultValue ? Literals.OfDefault(parameter) : null,
        };
    }

    /// <summary>Whether what the one is called with can be handed to the other.</summary>
    public static bool Fit(IParameterSymbol stub, IParameterSymbol work) =>
        work.RefKind == RefKind.None
        && SymbolEqualityComparer.Default.Equals(stub.Type, work.Type)
        && (IsNullable(work.Type) || !IsNullable(stub.Type));

    private static bool IsNullable(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || TypeNames.IsNullableReference(type);
}
