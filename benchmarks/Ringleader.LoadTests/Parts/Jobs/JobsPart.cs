using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary><c>jobs</c>: jobs in PostgreSQL, SQLite and memory against graphile-worker, pg-boss, Quartz and Delayed Job.</summary>
internal sealed record JobsPart : Part
{
    public static JobsPart Part { get; } = new() { Name = "jobs", Description = "Background jobs in PostgreSQL, SQLite and memory." };

    public override async Task<RenderedReport> MeasureAsync(RunOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        JobsReport report = await new JobsRun(options, progress).MeasureAsync(cancellationToken);
        return report.Render();
    }
}
