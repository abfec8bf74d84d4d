namespace Ringleader.LoadTests.Driving;

/// <summary>How long a run takes and what it measures.</summary>
internal sealed record RunOptions
{
    /// <summary>How often every cell is measured. The medians are taken over these.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long each cell is measured in each round.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The run is ended, without a table, when it takes longer.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Parts of row names; only rows with one of them are measured. Empty for all rows.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Names of subjects; only these are measured. Empty for all. A row that lacks a side is left out.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    public bool Takes(string row) => Only.Count == 0 || Only.Any(part => row.Contains(part, StringComparison.Ordinal));
}
