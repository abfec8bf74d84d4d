using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Diagnostics;

/// <summary>Collects findings about one declaration.</summary>
/// <param name="subject">The declaration; findings about members of other assemblies are shown there.</param>
internal sealed class FindingList(ISymbol subject)
{
    private readonly List<Finding> _findings = [];

    public int Count => _findings.Count;

    public void Add(DiagnosticDescriptor rule, ISymbol symbol, params string[] arguments) =>
        _findings.Add(Finding.Of(rule, SourcePlace.Of(symbol, subject), arguments));

    public EquatableArray<Finding> ToEquatableArray() => _findings.Distinct().ToEquatableArray();
}
