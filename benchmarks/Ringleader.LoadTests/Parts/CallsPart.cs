using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts;

/// <summary>A part whose subjects are called: each measurement counts the calls of a window of time.</summary>
internal sealed record CallsPart : Part
{
    public required IReadOnlyList<Subject> Subjects { get; init; }

    /// <summary>The rows, and what each has to reach.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>What is measured in bytes, without a peer.</summary>
    public required MemoryMeasurement Memory { get; init; }

    /// <summary>The names that rows can be chosen by.</summary>
    public IEnumerable<string> RowNames => Comparisons.Select(row => row.Name).Append(Memory.RowName);

    public override async Task<RenderedReport> MeasureAsync(RunOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        Report report = await CallsRun.MeasureAsync(this, options, progress, cancellationToken);
        return new RenderedReport(ReportText.Render(report), ReportJson.Render(report));
    }
}
