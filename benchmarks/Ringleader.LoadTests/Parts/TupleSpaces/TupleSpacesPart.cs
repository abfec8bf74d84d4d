namespace Ringleader.LoadTests.Parts.TupleSpaces;

/// <summary><c>tuplespaces</c>: tuple spaces in process and over druby, and the ring, against Ruby's Rinda.</summary>
internal static class TupleSpacesPart
{
    public static CallsPart Part { get; } = new()
    {
        Name = "tuplespaces",
        Description = "Tuple spaces in process and over druby, and ring lookups.",
        Subjects = TupleSpacesSubjects.All,
        Comparisons = TupleSpacesComparisons.All,
        Memory = new("memory", SpaceMemoryProbe.RunAsync),
    };
}
