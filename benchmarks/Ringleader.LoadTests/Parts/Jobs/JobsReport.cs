using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The whole outcome of a run.</summary>
internal sealed record JobsReport(
    Machine Machine, int Rounds, IReadOnlyList<JobsReportRow> Rows, IReadOnlyList<LimitRow> Idle, IReadOnlyList<TrialSummary> Trials)
{
    public RenderedReport Render() => new(JobsReportText.Render(this), JobsReportJson.Render(this));
}
