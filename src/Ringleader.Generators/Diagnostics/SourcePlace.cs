using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ringleader.Generators.Diagnostics;

/// <summary>A place in a source file, without its syntax tree.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>Where a symbol is declared; for one that comes from another assembly, where the fallback is declared.</summary>
    public static SourcePlace Of(ISymbol symbol, ISymbol fallback)
    {
        var location = symbol.Locations.FirstOrDefault(candidate => candidate.IsInSource)
            ?? fallback.Locations.FirstOrDefault()
            ?? Location.None;
        return new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
