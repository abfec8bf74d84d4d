using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Tests.Measuring;

public sealed class CellSummaryTests
{
    [Fact]
    public void Callers_that_were_busy_all_the_time_obey_littles_law()
    {
        var summary = new CellSummary(new Cell("raw", 8), [Round(rate: 100_000, mean: 80)]);

        Assert.Equal(1, summary.LittlesLawRatio, precision: 9);
        Assert.True(summary.ObeysLittlesLaw);
    }

    [Fact]
    public void Callers_that_were_starved_break_littles_law()
    {
        // 64 callers of whom only six call, as when a thread pool holds the others back.
        var summary = new CellSummary(new Cell("raw", 64), [Round(rate: 100_000, mean: 60)]);

        Assert.False(summary.ObeysLittlesLaw);
    }

    [Fact]
    public void A_cell_without_a_call_breaks_littles_law()
    {
        var summary = new CellSummary(new Cell("ruby", 64), [Round(rate: 0, mean: 0)]);

        Assert.False(summary.ObeysLittlesLaw);
    }

    [Fact]
    public void Figures_are_the_medians_of_the_rounds()
    {
        var summary = new CellSummary(new Cell("raw", 1), [Round(300, 1), Round(100, 1), Round(120, 1)]);

        Assert.Equal(120, summary.CallsPerSecond);
    }

    private static Sample Round(double rate, double mean) => new(rate, mean, mean, mean, 10, 0.5);
}
