using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts;

/// <summary>What <c>./bench NAME</c> measures for one part of Ringleader.</summary>
internal sealed record Part
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<Subject> Subjects { get; init; }

    /// <summary>The rows, and what each has to reach.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>What is measured in bytes, without a peer.</summary>
    public required MemoryMeasurement Memory { get; init; }

    /// <summary>The names that rows can be chosen by.</summary>
    public IEnumerable<string> RowNames => Comparisons.Select(row => row.Name).Append(Memory.RowName);
}
