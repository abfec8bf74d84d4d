using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests;

/// <summary>Chooses the rows, measures them and puts the report together.</summary>
internal static class RemotingRun
{
    public static async Task<Report> MeasureAsync(RunOptions options, string benchmarksProgram, CancellationToken cancellationToken)
    {
        HashSet<Cell> cells = ChooseCells(options);
        bool countsAllocations = options.Subjects.Count == 0 && options.Takes(AllocationBenchmark.RowName);
        if (cells.Count == 0 && !countsAllocations)
        {
            throw new LoadTestException($"No row is called so. {Choices}");
        }

        Subject[] subjects = [.. RemotingSubjects.All.Where(subject => cells.Any(cell => cell.Subject == subject.Name))];
        string ruby = subjects.Any(subject => subject.NeedsRuby) ? await RubyPeer.DescribeAsync(cancellationToken) : "without Ruby";
        Machine machine = Machine.Describe(ruby, TimeProvider.System);
        IReadOnlyList<AllocationRow> allocations = countsAllocations
            ? await AllocationBenchmark.RunAsync(benchmarksProgram, cancellationToken)
            : [];
        IReadOnlyList<CellSummary> measured = await new MeasuringRun(subjects, options, Console.Error).MeasureAsync(cells, cancellationToken);
        return new Report(machine, options, Compare(measured, options), allocations, measured);
    }

    private static string Choices =>
        $"Rows: {string.Join(", ", RemotingComparisons.All.Select(row => row.Name))}, {AllocationBenchmark.RowName}. " +
        $"Subjects: {string.Join(", ", RemotingSubjects.All.Select(subject => subject.Name))}.";

    /// <summary>Everything that the chosen rows compare, or everything about the chosen subjects.</summary>
    private static HashSet<Cell> ChooseCells(RunOptions options) => options.Subjects.Count == 0
        ? [.. RemotingComparisons.All.Where(row => options.Takes(row.Name)).SelectMany(row => row.Cells)]
        :
        [
            .. RemotingSubjects.All
                .Where(subject => options.Subjects.Contains(subject.Name))
                .SelectMany(subject => subject.CallerCounts.Select(callers => new Cell(subject.Name, callers))),
        ];

    private static ReportRow[] Compare(IReadOnlyList<CellSummary> measured, RunOptions options)
    {
        Dictionary<Cell, CellSummary> byCell = measured.ToDictionary(summary => summary.Cell);
        return
        [
            .. RemotingComparisons.All
                .Where(row => options.Takes(row.Name) && row.Cells.All(byCell.ContainsKey))
                .Select(row => new ReportRow(row, byCell[row.Ours], byCell[row.Peer])),
        ];
    }
}
