using System.Text.Json;
using Ringleader.LoadTests.Parts.Jobs;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Parts.Jobs;

public sealed class JobsReportTextTests
{
    private static readonly Machine Machine = new("Some CPU", 2, "Some OS", ".NET 10", "PostgreSQL 15", new DateOnly(2026, 1, 2), 0.5);
    private static readonly Trial Ours = new("ours", Operation.Drain, 20_000, 10);
    private static readonly Trial Peer = new("peer", Operation.Drain, 500, 10);

    [Fact]
    public void Render_shows_the_median_of_the_ratios_of_the_rounds()
    {
        // The machine was slow in the second round, for both. The ratio of the medians would be 2.
        JobsReport report = Compare(Figure.JobsPerSecond, RatioLimit.AtLeast(3), Rates(200, 30, 300), Rates(100, 10, 100));

        string text = JobsReportText.Render(report);

        Assert.Contains("| drain / peer | 200/s | 100/s | 3.00 × | ≥ 3 × | yes     |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_says_no_where_more_was_written_than_it_may_be()
    {
        JobsReport report = Compare(Figure.WalBytes, RatioLimit.AtMost(0.9), [Wal(950)], [Wal(1_000)]);

        string text = JobsReportText.Render(report);

        Assert.Contains("| 950 B | 1,000 B | 0.95 × | ≤ 0.9 × | no      |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_puts_a_dash_where_nothing_was_measured()
    {
        JobsReport report = Compare(Figure.JobsPerSecond, RatioLimit.AtLeast(1), Rates(200), Rates(100));

        string text = JobsReportText.Render(report);

        Assert.Contains("| ours: drain 20,000, 10 at a time |    200 |      – |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_shows_what_an_idle_worker_does_beside_its_limit()
    {
        var report = new JobsReport(Machine, 1, [], [new LimitRow("statements per second", 2.4, 2)], []);

        Assert.Contains($"| {"statements per second",-33} |     2.40 | ≤ 2   | no      |", JobsReportText.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_every_round()
    {
        JobsReport report = Compare(Figure.JobsPerSecond, RatioLimit.AtLeast(3), Rates(200, 30, 300), Rates(100, 10, 100));

        using JsonDocument document = JsonDocument.Parse(report.Render().Json);

        JsonElement trial = document.RootElement.GetProperty("trials")[0];
        Assert.Equal("Drain", trial.GetProperty("operation").GetString());
        Assert.Equal([200, 30, 300], trial.GetProperty("rounds").EnumerateArray().Select(round => round.GetProperty("perSecond").GetDouble()));
        Assert.True(document.RootElement.GetProperty("rows")[0].GetProperty("isReached").GetBoolean());
    }

    private static JobsReport Compare(Figure figure, RatioLimit limit, TrialSample[] ours, TrialSample[] peer)
    {
        TrialSummary[] trials = [new(Ours, ours), new(Peer, peer)];
        var row = new JobsRow("drain", "drain / peer", Ours, Peer, figure, limit);
        return new JobsReport(Machine, ours.Length, [new JobsReportRow(row, trials[0], trials[1])], [], trials);
    }

    private static TrialSample[] Rates(params double[] rates) => [.. rates.Select(rate => new TrialSample(rate, double.NaN, 50, double.NaN, 0.5))];

    private static TrialSample Wal(double bytes) => new(1_000, double.NaN, 50, bytes, 0.5);
}
