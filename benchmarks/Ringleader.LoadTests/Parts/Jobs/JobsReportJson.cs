using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The report as one JSON document, with the sample of every round.</summary>
internal static class JobsReportJson
{
    // What a trial does not measure is written as not a number.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    public static string Render(JobsReport report) => JsonSerializer.Serialize(
        new
        {
            report.Machine,
            report.Rounds,
            Rows = report.Rows.Select(row => new { row.Row.Name, row.Row.Measure, row.Row.Ours, row.Row.Peer, row.Row.Figure, row.Ratio, row.Row.Limit, row.IsReached }),
            report.Idle,
            Trials = report.Trials.Select(trial => new { trial.Trial.Subject, trial.Trial.Operation, trial.Trial.Count, trial.Trial.Size, trial.Rounds }),
        },
        Options);
}
