using Ringleader.LoadTests.Parts.Jobs;
using Ringleader.LoadTests.Parts.Remoting;
using Ringleader.LoadTests.Parts.TupleSpaces;

namespace Ringleader.LoadTests.Parts;

/// <summary>The parts that <c>./bench</c> measures.</summary>
internal static class PartCatalogue
{
    public static IReadOnlyList<Part> All { get; } = [RemotingPart.Part, TupleSpacesPart.Part, JobsPart.Part];
}
