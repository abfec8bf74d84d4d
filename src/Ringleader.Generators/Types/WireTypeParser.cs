using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Types;

/// <summary>Finds out how a declared type crosses the wire. Remembers which other assemblies' registrations it relies on.</summary>
internal sealed class WireTypeParser(IAssemblySymbol assembly)
{
    private readonly Dictionary<string, string> _foreignTypes = new(StringComparer.Ordinal);

    /// <summary>One type name for each other assembly that registers a type met here.</summary>
    public EquatableArray<string> ForeignTypes => _foreignTypes.Values.ToEquatableArray();

    /// <summary>The wire type, or null with the reason why there is none.</summary>
    public WireType? Parse(ITypeSymbol type, out string problem)
    {
        problem = "";
        var wire = new WireType(TypeNames.Bare(type), WireShape.Registered)
        {
            IsNullable = TypeNames.IsNullableReference(type),
            IsValueType = type.IsValueType,
        };

        switch (type)
        {
            case IArrayTypeSymbol array:
                return ParseArray(array, wire, out problem);
            case IDynamicTypeSymbol:
            case { SpecialType: SpecialType.System_Object }:
                return wire with { Shape = WireShape.Object };
            case { TypeKind: TypeKind.Enum }:
                return wire with { Shape = WireShape.Enum };
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return ParseArguments(nullable.TypeArguments, wire with { Shape = WireShape.Nullable, IsNullable = true }, out problem);
            case INamedTypeSymbol when KnownTypes.Is(type, KnownTypes.RemoteBlock):
                return wire with { Shape = WireShape.Block };
            case INamedTypeSymbol { IsTupleType: true } tuple:
                var elements = tuple.TupleElements.Select(element => element.Type);
                return ParseArguments(elements, wire with { Shape = WireShape.Tuple }, out problem);
        }

        if (KnownTypes.ConverterOf(type) is { } converter)
        {
            return wire with { Shape = WireShape.Scalar, Converter = converter };
        }

        if (KnownTypes.CollectionShapeOf(type) is { } shape)
        {
            var collection = ParseArguments(((INamedTypeSymbol)type).TypeArguments, wire with { Shape = shape }, out problem);
            return shape == WireShape.Dictionary && collection is not null
                ? WithKey((INamedTypeSymbol)type, collection, out problem)
                : collection;
        }

        problem = ProblemOf(type);
        return problem.Length > 0 ? null : ParseOther(type, wire);
    }

    private WireType? ParseArray(IArrayTypeSymbol array, WireType wire, out string problem)
    {
        problem = "";
        if (array.Rank > 1)
        {
            problem = "Ruby has no arrays of several dimensions. Use an array of arrays.";
            return null;
        }

        return array.ElementType.SpecialType == SpecialType.System_Byte
            ? wire with { Shape = WireShape.Scalar, Converter = "ToBytes" }
            : ParseArguments([array.ElementType], wire with { Shape = WireShape.Array }, out problem);
    }

    private static WireType? WithKey(INamedTypeSymbol type, WireType dictionary, out string problem)
    {
        var key = type.TypeArguments[0];
        problem = key.NullableAnnotation == NullableAnnotation.Annotated ? "a key cannot be null." : "";
        var (keyType, valueType) = (dictionary.Arguments[0], dictionary.Arguments[1]);
        return problem.Length > 0 ? null : dictionary with { Arguments = new([keyType with { IsNullable = false }, valueType]) };
    }

    private WireType? ParseArguments(IEnumerable<ITypeSymbol> types, WireType wire, out string problem)
    {
        problem = "";
        var arguments = new List<WireType>();
        foreach (var type in types)
        {
            if (Parse(type, out problem) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return wire with { Arguments = arguments.ToEquatableArray() };
    }

    private WireType ParseOther(ITypeSymbol type, WireType wire)
    {
        var isContract = type.TypeKind == TypeKind.Interface && KnownTypes.Attribute(type, AttributeNames.RemoteContract) is not null;
        var isRegistered = isContract || KnownTypes.Attribute(type, AttributeNames.RubyType) is not null;
        if (isRegistered && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly)
            && !_foreignTypes.ContainsKey(type.ContainingAssembly.Name))
        {
            _foreignTypes.Add(type.ContainingAssembly.Name, TypeNames.Bare(type));
        }

        return isContract ? wire with { Shape = WireShape.Contract } : wire;
    }

    private static string ProblemOf(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.TypeParameter } => "it is a type parameter. Use a type that is known when the contract is compiled.",
        { IsRefLikeType: true } or { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } =>
            "it refers to memory of this process. Use an array.",
        { TypeKind: TypeKind.Delegate } => "delegates travel only as a parameter or result of their own, not inside another type.",
        _ when KnownTypes.Is(type, KnownTypes.KeywordArguments) => "keywords travel only as a parameter of a method.",
        _ when KnownTypes.Is(type, KnownTypes.Optional) => "only a parameter of a method can be optional.",
        _ when KnownTypes.IsOfFramework(type) && !KnownTypes.IsException(type) =>
            "use a scalar, an array, a list, a dictionary, a tuple, a [RubyType] or a [RemoteContract] interface.",
        _ => "",
    };
}
