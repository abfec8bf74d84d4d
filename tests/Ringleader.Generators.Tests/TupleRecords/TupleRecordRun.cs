using Microsoft.CodeAnalysis;
using Ringleader.Generators.Tests.Running;
using Ringleader.TupleSpaces;

namespace Ringleader.Generators.Tests.TupleRecords;

/// <summary>A run over a source that uses tuple spaces.</summary>
internal static class TupleRecordRun
{
    public static GeneratorRun Of(params string[] sources) => GeneratorRun.Of(
        [.. sources.Select(source => "using Ringleader.TupleSpaces;\n" + source)],
        [MetadataReference.CreateFromFile(typeof(TupleRecordAttribute).Assembly.Location)]);
}
