using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Reporting;

public sealed class ReportRowTests
{
    [Fact]
    public void Ratio_is_the_median_of_the_ratios_of_the_rounds()
    {
        // The machine was slow in the second round, for both. The ratio of the medians would be 2.
        var ours = new Cell("async", 8);
        var peer = new Cell("http", 8);
        var row = new ReportRow(
            new Comparison("async-http-8", "echo", ours, peer, new Target(1)),
            new CellSummary(ours, [Round(200), Round(30), Round(300)]),
            new CellSummary(peer, [Round(100), Round(10), Round(100)]));

        Assert.Equal(3, row.Ratio);
    }

    private static Sample Round(double rate) => new(rate, 10, 10, 10, 10, 0.5);
}
