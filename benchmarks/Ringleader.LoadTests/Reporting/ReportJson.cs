using System.Text.Json;
using System.Text.Json.Serialization;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Reporting;

/// <summary>The report as one JSON document, with the sample of every round.</summary>
internal static class ReportJson
{
    // A cell without a call has figures that are not numbers; they are written as such and not hidden.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    public static string Render(Report report) => JsonSerializer.Serialize(
        new
        {
            report.Machine,
            report.Options.Rounds,
            report.Options.Window.TotalSeconds,
            Rows = report.Rows.Select(Row),
            report.Memory,
            Cells = report.Cells.Select(Cell),
        },
        Options);

    private static object Row(ReportRow row) => new
    {
        row.Comparison.Name,
        row.Comparison.Measure,
        Ours = row.Comparison.Ours,
        Peer = row.Comparison.Peer,
        row.Ratio,
        row.CpuShare,
        row.Comparison.Target,
        row.IsReached,
    };

    private static object Cell(CellSummary cell) => new
    {
        cell.Cell.Subject,
        cell.Cell.Callers,
        cell.CallsPerSecond,
        cell.P50Microseconds,
        cell.P99Microseconds,
        cell.CpuMicrosecondsPerCall,
        cell.LoadAverage,
        cell.LittlesLawRatio,
        cell.ObeysLittlesLaw,
        cell.Rounds,
    };
}
