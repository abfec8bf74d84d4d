using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>What the scene asks the desk, beside the workers.</summary>
[RemoteContract]
internal interface IRangeOverview
{
    /// <summary>How many ranges are done.</summary>
    Task<int> CountDoneAsync(CancellationToken cancellationToken = default);

    /// <summary>What has happened so far, without the counts.</summary>
    Task<CountSummary> SummarizeAsync(CancellationToken cancellationToken = default);

    /// <summary>A page of the merged counts in the order of their URLs; empty behind the last.</summary>
    Task<IReadOnlyDictionary<string, long>> ListCountsAsync(int skip, int take, CancellationToken cancellationToken = default);
}
