using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts;

/// <summary>What <c>./bench NAME</c> measures for one part of Ringleader.</summary>
internal abstract record Part
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Measures the chosen rows, ours and peers interleaved.</summary>
    /// <param name="options">What, and how often.</param>
    /// <param name="progress">Is told of each measurement.</param>
    /// <param name="cancellationToken">Ends every process and the run.</param>
    /// <exception cref="LoadTestException">The run cannot go on.</exception>
    public abstract Task<RenderedReport> MeasureAsync(RunOptions options, TextWriter progress, CancellationToken cancellationToken);
}
