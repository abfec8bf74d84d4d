using System.Globalization;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The report as people read it: in the terminal, and the same text in docs/benchmarks.md.</summary>
internal static class JobsReportText
{
    public static string Render(JobsReport report)
    {
        string[] parts =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Machine}. Rounds: {report.Rounds}, each makes every trial in turn; each figure is the median of the rounds, each ratio the median of the ratios of the rounds. CPU is user and system time per job of the subject's process and of the database server. WAL is what the database server wrote to its log per job, from before it was enqueued.\n"),
            .. report.Rows.Count > 0 ? [Rows(report.Rows)] : Array.Empty<string>(),
            .. report.Idle.Count > 0 ? [Limits(report.Idle)] : Array.Empty<string>(),
            .. report.Trials.Count > 0 ? ["What was measured:\n", Trials(report.Trials)] : Array.Empty<string>(),
        ];
        return string.Join('\n', parts);
    }

    private static string Rows(IReadOnlyList<JobsReportRow> rows) => TextTable.Render(
        ["ours / peer", " ours", " peer", " ratio", "reach", "reached", " CPU µs/job, ours / peer", " WAL B/job, ours / peer", " load"],
        [.. rows.Select(row => (string[])
        [
            row.Row.Measure,
            Value(row.Ours, row.Row.Figure),
            Value(row.Peer, row.Row.Figure),
            $"{Figures.Text(row.Ratio)} ×",
            row.Row.Limit.ToString(),
            row.IsReached ? "yes" : "no",
            Pair(row, Figure.CpuTime),
            Pair(row, Figure.WalBytes),
            Figures.Text(row.Ours.LoadAverage),
        ])]);

    private static string Limits(IReadOnlyList<LimitRow> rows) => TextTable.Render(
        ["a worker without work, PostgreSQL", " measured", "reach", "reached"],
        [.. rows.Select(row => (string[])
        [
            row.Measure,
            Figures.Text(row.Value),
            string.Create(CultureInfo.InvariantCulture, $"≤ {row.Most:#,0.##}"),
            row.IsReached ? "yes" : "no",
        ])]);

    private static string Trials(IReadOnlyList<TrialSummary> trials) => TextTable.Render(
        ["trial", " jobs/s", " p50 µs", " CPU µs/job", " WAL B/job", " load"],
        [.. trials.Select(trial => (string[])
        [
            trial.Trial.ToString(),
            Figures.Text(trial.Of(Figure.JobsPerSecond)),
            Figures.Text(trial.Of(Figure.StartTime)),
            Figures.Text(trial.Of(Figure.CpuTime)),
            Figures.Text(trial.Of(Figure.WalBytes)),
            Figures.Text(trial.LoadAverage),
        ])]);

    private static string Value(TrialSummary trial, Figure figure) => Figures.Text(trial.Of(figure)) + figure switch
    {
        Figure.JobsPerSecond => "/s",
        Figure.WalBytes => " B",
        _ => " µs",
    };

    private static string Pair(JobsReportRow row, Figure figure) => $"{Figures.Text(row.Ours.Of(figure))} / {Figures.Text(row.Peer.Of(figure))}";
}
