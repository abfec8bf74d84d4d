namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>One row of the table: a trial of ours against one of a peer, or against another one of ours.</summary>
internal sealed record JobsRow(string Name, string Measure, Trial Ours, Trial Peer, Figure Figure, RatioLimit Limit)
{
    public IEnumerable<Trial> Trials => [Ours, Peer];
}
