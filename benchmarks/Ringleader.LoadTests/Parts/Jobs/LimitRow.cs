namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>A row without a peer: a figure, and how much it may be.</summary>
internal sealed record LimitRow(string Measure, double Value, double Most)
{
    public bool IsReached => Value <= Most;
}
