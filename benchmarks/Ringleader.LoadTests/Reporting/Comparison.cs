using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Reporting;

/// <summary>One row of the table: a cell of ours against a cell of a peer, or against another one of ours.</summary>
internal sealed record Comparison(string Name, string Measure, Cell Ours, Cell Peer, Target Target)
{
    public IEnumerable<Cell> Cells => [Ours, Peer];
}
