using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Types;

/// <summary>Recognizes types by name, so that no symbol has to be looked up or kept.</summary>
internal static class KnownTypes
{
    public const string RemoteBlock = "Ringleader.Remoting.RemoteBlock";
    public const string KeywordArguments = "Ringleader.Remoting.KeywordArguments";
    public const string Optional = "Ringleader.Remoting.Optional`1";

    private static readonly Dictionary<SpecialType, string> SpecialConverters = new()
    {
        [SpecialType.System_Boolean] = "ToBoolean",
        [SpecialType.System_SByte] = "ToSByte",
        [SpecialType.System_Byte] = "ToByte",
        [SpecialType.System_Int16] = "ToInt16",
        [SpecialType.System_UInt16] = "ToUInt16",
        [SpecialType.System_Int32] = "ToInt32",
        [SpecialType.System_UInt32] = "ToUInt32",
        [SpecialType.System_Int64] = "ToInt64",
        [SpecialType.System_UInt64] = "ToUInt64",
        [SpecialType.System_Single] = "ToSingle",
        [SpecialType.System_Double] = "ToDouble",
        [SpecialType.System_Decimal] = "ToDecimal",
        [SpecialType.System_Char] = "ToChar",
        [SpecialType.System_String] = "ToText",
        [SpecialType.System_DateTime] = "ToDateTime",
    };

    private static readonly Dictionary<string, string> NamedConverters = new(StringComparer.Ordinal)
    {
        ["System.DateTimeOffset"] = "ToDateTimeOffset",
        ["System.Guid"] = "ToGuid",
        ["System.TimeSpan"] = "ToTimeSpan",
        ["System.Int128"] = "ToInt128",
        ["System.UInt128"] = "ToUInt128",
        ["System.Uri"] = "ToUri",
        ["System.Version"] = "ToVersion",
        ["System.Numerics.BigInteger"] = "ToBigInteger",
        ["Ringleader.Remoting.Marshal.RubySymbol"] = "ToSymbol",
    };

    private static readonly Dictionary<string, WireShape> Collections = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = WireShape.List,
        ["System.Collections.Generic.IList`1"] = WireShape.List,
        ["System.Collections.Generic.IReadOnlyList`1"] = WireShape.List,
        ["System.Collections.Generic.ICollection`1"] = WireShape.Sequence,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = WireShape.Sequence,
        ["System.Collections.Generic.IEnumerable`1"] = WireShape.Sequence,
        ["System.Collections.Generic.HashSet`1"] = WireShape.Set,
        ["System.Collections.Generic.ISet`1"] = WireShape.Set,
        ["System.Collections.Generic.IReadOnlySet`1"] = WireShape.Set,
        ["System.Collections.Generic.Dictionary`2"] = WireShape.Dictionary,
        ["System.Collections.Generic.IDictionary`2"] = WireShape.Dictionary,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = WireShape.Dictionary,
    };

    /// <summary>The RubyConvert method for a scalar, or null.</summary>
    public static string? ConverterOf(ITypeSymbol type) =>
        SpecialConverters.TryGetValue(type.SpecialType, out var special) ? special
        : NamedConverters.TryGetValue(FullName(type), out var named) ? named
        : null;

    public static WireShape? CollectionShapeOf(ITypeSymbol type) =>
        Collections.TryGetValue(FullName(type), out var shape) ? shape : null;

    public static bool IsCancellationToken(ITypeSymbol type) => Is(type, "System.Threading.CancellationToken");

    public static bool IsTask(ITypeSymbol type) =>
        Is(type, "System.Threading.Tasks.Task") || Is(type, "System.Threading.Tasks.Task`1");

    public static bool Is(ITypeSymbol type, string fullName) => string.Equals(FullName(type), fullName, StringComparison.Ordinal);

    /// <summary>Whether the type belongs to the framework, which registers no Ruby types.</summary>
    public static bool IsOfFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return string.Equals(space, "System", StringComparison.Ordinal) || space.StartsWith("System.", StringComparison.Ordinal);
    }

    public static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, "System.Exception"))
            {
                return true;
            }
        }

        return false;
    }

    public static AttributeData? Attribute(ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && Is(type, fullName));

    /// <summary>The one text that an attribute was given, or an empty one when the source is not complete.</summary>
    public static string TextOf(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is string text ? text : "";

    /// <summary>Namespace and metadata name, with the arity of a generic type; only for types that are not nested.</summary>
    private static string FullName(ITypeSymbol type) =>
        type.ContainingType is not null ? ""
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.MetadataName
        : type.MetadataName;
}
