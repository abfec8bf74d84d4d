namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>A row with what was measured for it.</summary>
internal sealed record JobsReportRow(JobsRow Row, TrialSummary Ours, TrialSummary Peer)
{
    public double Ratio => Ours.Ratio(Row.Figure, Peer);

    public bool IsReached => Row.Limit.IsReachedBy(Ratio);
}
