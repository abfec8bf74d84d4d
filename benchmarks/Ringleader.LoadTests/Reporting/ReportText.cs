using System.Globalization;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Reporting;

/// <summary>The report as people read it: in the terminal, and the same text in docs/benchmarks.md.</summary>
internal static class ReportText
{
    private const string StarvedMark = " !";

    public static string Render(Report report)
    {
        string[] parts =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Machine}. Rounds: {report.Options.Rounds}, each measures every subject for {report.Options.Window.TotalSeconds:0.#} s in turn; each figure is the median of the rounds, each ratio the median of the ratios of the rounds. CPU is user and system time of all processes of a subject, client and server.\n"),
            .. report.Rows.Count > 0 ? [Rows(report.Rows)] : Array.Empty<string>(),
            .. report.Memory.Count > 0 ? [Memory(report.Memory)] : Array.Empty<string>(),
            "What was measured:\n",
            Cells(report.Cells),
            .. report.Cells.All(cell => cell.ObeysLittlesLaw) ? Array.Empty<string>() : [StarvedNote],
        ];
        return string.Join('\n', parts);
    }

    private static string StarvedNote =>
        $"{StarvedMark.Trim()} Callers ÷ rate is more than 15 % off the mean latency: not all callers had a call in flight all the time.\n";

    private static string Rows(IReadOnlyList<ReportRow> rows) => TextTable.Render(
        [
            "calls/s: ours / peer", " callers", " ours", " peer", " ratio", "reach", "reached",
            " CPU µs/call, ours / peer", " p50 / p99 µs, ours", " p50 / p99 µs, peer", " load",
        ],
        [.. rows.Select(row => (string[])
        [
            row.Comparison.Measure,
            Text($"{row.Comparison.Ours.Callers}"),
            Rate(row.Ours),
            Rate(row.Peer),
            Text($"{Figures.Text(row.Ratio)} ×"),
            row.Comparison.Target.ToString(),
            row.IsReached ? "yes" : "no",
            Text($"{Figures.Text(row.Ours.CpuMicrosecondsPerCall)} / {Figures.Text(row.Peer.CpuMicrosecondsPerCall)}"),
            Latency(row.Ours),
            Latency(row.Peer),
            Text($"{row.Ours.LoadAverage:0.0}"),
        ])]);

    private static string Memory(IReadOnlyList<MemoryRow> rows) => TextTable.Render(
        ["memory", " bytes", "reach", "reached"],
        [.. rows.Select(row => (string[])
        [
            row.Measure,
            Text($"{row.Bytes:0}"),
            Text($"≤ {row.MostBytes}"),
            row.IsReached ? "yes" : "no",
        ])]);

    private static string Cells(IReadOnlyList<CellSummary> cells) => TextTable.Render(
        ["subject", " callers", " calls/s", " p50 µs", " p99 µs", " CPU µs/call", " callers ÷ rate ÷ mean", " load"],
        [.. cells.Select(cell => (string[])
        [
            cell.Cell.Subject,
            Text($"{cell.Cell.Callers}"),
            Rate(cell),
            Figures.Text(cell.P50Microseconds),
            Figures.Text(cell.P99Microseconds),
            Figures.Text(cell.CpuMicrosecondsPerCall),
            Text($"{cell.LittlesLawRatio:0.00}"),
            Text($"{cell.LoadAverage:0.0}"),
        ])]);

    private static string Rate(CellSummary cell) => Figures.Text(cell.CallsPerSecond) + (cell.ObeysLittlesLaw ? "" : StarvedMark);

    private static string Latency(CellSummary cell) => Text($"{Figures.Text(cell.P50Microseconds)} / {Figures.Text(cell.P99Microseconds)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
