namespace Ringleader.LoadTests.Parts.Remoting;

/// <summary><c>remoting</c>: echo calls and the Marshal codec against Ruby, raw sockets and HTTP.</summary>
internal static class RemotingPart
{
    public static CallsPart Part { get; } = new()
    {
        Name = "remoting",
        Description = "Calls between processes, and the Marshal codec.",
        Subjects = RemotingSubjects.All,
        Comparisons = RemotingComparisons.All,
        Memory = new("allocation", AllocationBenchmark.RunAsync),
    };
}
