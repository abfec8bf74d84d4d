using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Reporting;

public sealed class ReportTextTests
{
    private static readonly Machine Machine = new("Some CPU", 2, "Some OS", ".NET 10", "Ruby 3.1", new DateOnly(2026, 1, 2), 0.5);

    private static readonly RunOptions Options = new()
    {
        Rounds = 1, Window = TimeSpan.FromSeconds(2), TimeLimit = TimeSpan.FromMinutes(1), Only = [], Subjects = [],
    };

    [Fact]
    public void Render_shows_each_row_with_its_target_and_whether_it_is_reached()
    {
        string text = ReportText.Render(Compare(ours: 90_000, peer: 100_000, new Target(0.7)));

        Assert.Contains(
            "| echo / raw           |       8 | 90,000 | 100,000 | 0.90 × | ≥ 0.7 × | yes     |",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_says_no_where_the_target_is_missed()
    {
        string text = ReportText.Render(Compare(ours: 50_000, peer: 100_000, new Target(0.7)));

        Assert.Contains("| 0.50 × | ≥ 0.7 × | no ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_marks_callers_that_were_starved_and_explains_the_mark()
    {
        var starved = new CellSummary(new Cell("raw", 64), [new Sample(100_000, 60, 60, 60, 10, 0.5)]);

        string text = ReportText.Render(new Report(Machine, Options, [], [], [starved]));

        Assert.Contains("100,000 !", text, StringComparison.Ordinal);
        Assert.Contains("\n! Callers ÷ rate", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_shows_the_bytes_of_a_row_beside_their_limit()
    {
        string text = ReportText.Render(new Report(Machine, Options, [], [new("per tuple", 212.4, 250), new("per call", 301, 300)], []));

        Assert.Contains("| per tuple |   212 | ≤ 250 | yes     |", text, StringComparison.Ordinal);
        Assert.Contains("| per call  |   301 | ≤ 300 | no      |", text, StringComparison.Ordinal);
    }

    private static Report Compare(double ours, double peer, Target target)
    {
        CellSummary own = Summary("async", ours);
        CellSummary other = Summary("raw", peer);
        var comparison = new Comparison("async-raw-8", "echo / raw", own.Cell, other.Cell, target);
        return new Report(Machine, Options, [new ReportRow(comparison, own, other)], [], [own, other]);
    }

    private static CellSummary Summary(string subject, double rate) =>
        new(new Cell(subject, 8), [new Sample(rate, 8e6 / rate, 80, 200, 10, 0.5)]);
}
