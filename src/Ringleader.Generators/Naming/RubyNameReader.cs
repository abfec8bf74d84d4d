using Microsoft.CodeAnalysis;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Naming;

/// <summary>Reads the name that a declaration was given with the attribute.</summary>
internal static class RubyNameReader
{
    /// <summary>The given name, or null when there is none.</summary>
    public static string? Of(ISymbol symbol) =>
        KnownTypes.Attribute(symbol, AttributeNames.RubyName) is { } attribute ? KnownTypes.TextOf(attribute) : null;
}
