using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts;

/// <summary>Chooses the rows of a part, measures them and puts the report together.</summary>
internal static class CallsRun
{
    public static async Task<Report> MeasureAsync(
        CallsPart part, RunOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        HashSet<Cell> cells = ChooseCells(part, options);
        bool countsBytes = options.Subjects.Count == 0 && options.Takes(part.Memory.RowName);
        if (cells.Count == 0 && !countsBytes)
        {
            throw new LoadTestException(
                $"No row of '{part.Name}' is called so. Rows: {string.Join(", ", part.RowNames)}. " +
                $"Subjects: {string.Join(", ", part.Subjects.Select(subject => subject.Name))}.");
        }

        Subject[] subjects = [.. part.Subjects.Where(subject => cells.Any(cell => cell.Subject == subject.Name))];
        string ruby = subjects.Any(subject => subject.NeedsRuby) ? await RubyPeer.DescribeAsync(cancellationToken) : "without Ruby";
        Machine machine = Machine.Describe(ruby, TimeProvider.System);
        IReadOnlyList<MemoryRow> memory = countsBytes ? await part.Memory.RunAsync(cancellationToken) : [];
        IReadOnlyList<CellSummary> measured = await new MeasuringRun(subjects, options, progress).MeasureAsync(cells, cancellationToken);
        return new Report(machine, options, Compare(part, measured, options), memory, measured);
    }

    /// <summary>Everything that the chosen rows compare, or everything about the chosen subjects.</summary>
    private static HashSet<Cell> ChooseCells(CallsPart part, RunOptions options) => options.Subjects.Count == 0
        ? [.. part.Comparisons.Where(row => options.Takes(row.Name)).SelectMany(row => row.Cells)]
        :
        [
            .. part.Subjects
                .Where(subject => options.Subjects.Contains(subject.Name))
                .SelectMany(subject => subject.CallerCounts.Select(callers => new Cell(subject.Name, callers))),
        ];

    private static ReportRow[] Compare(CallsPart part, IReadOnlyList<CellSummary> measured, RunOptions options)
    {
        Dictionary<Cell, CellSummary> byCell = measured.ToDictionary(summary => summary.Cell);
        return
        [
            .. part.Comparisons
                .Where(row => options.Takes(row.Name) && row.Cells.All(byCell.ContainsKey))
                .Select(row => new ReportRow(row, byCell[row.Ours], byCell[row.Peer])),
        ];
    }
}
