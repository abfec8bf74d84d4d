using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Diagnostics;

/// <summary>A diagnostic without the compilation it came from, so that it can be kept between runs.</summary>
internal sealed record Finding(string Rule, SourcePlace Place, EquatableArray<string> Arguments)
{
    public static Finding Of(DiagnosticDescriptor rule, SourcePlace place, params string[] arguments) =>
        new(rule.Id, place, new(arguments));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rules.ById[Rule], Place.ToLocation(), [.. Arguments]);
}
