using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Reporting;

/// <summary>The whole outcome of a run.</summary>
internal sealed record Report(
    Machine Machine,
    RunOptions Options,
    IReadOnlyList<ReportRow> Rows,
    IReadOnlyList<MemoryRow> Memory,
    IReadOnlyList<CellSummary> Cells);
