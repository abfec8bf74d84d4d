using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Where workers, .NET and Ruby, get their work and hand in their results.</summary>
[RemoteContract]
internal interface IRangeDesk
{
    /// <summary>Says that a worker is ready; ends when all that are expected are.</summary>
    Task JoinAsync(string worker, CancellationToken cancellationToken = default);

    /// <summary>Waits until there is a range to take: true; or until all are done: false.</summary>
    Task<bool> WaitForWorkAsync(string worker, CancellationToken cancellationToken = default);

    /// <summary>Leases a range. Null when none is free at this moment.</summary>
    Task<LineRange?> TakeAsync(string worker, CancellationToken cancellationToken = default);

    /// <summary>
    /// Hands in the requests per URL of a range, and the number of lines that could not be read. False when the lease is over:
    /// the range is somebody else's, and these counts are not used.
    /// </summary>
    Task<bool> CompleteAsync(
        string worker, int id, int term, IReadOnlyDictionary<string, long> counts, long unreadable, CancellationToken cancellationToken = default);

    /// <summary>Tells how long each call to <c>take</c> and <c>complete</c> took, in microseconds.</summary>
    Task ReportAsync(string worker, IReadOnlyList<long> latencies, CancellationToken cancellationToken = default);
}
