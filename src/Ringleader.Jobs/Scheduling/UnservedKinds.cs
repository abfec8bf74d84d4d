using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Scheduling;

/// <summary>
/// Warns of ready jobs that no living worker takes, once for each kind: workers leave kinds that they do not know to others, and nothing
/// else would show that there are no others.
/// </summary>
internal sealed partial class UnservedKinds(JobClient jobs, JobWorkerOptions options)
{
    /// <summary>So long after the worker has started, and after each look. The other workers of a deployment have started by then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<JobWorker>();
    private readonly HashSet<(string Queue, string Kind, int Version)> _reported = [];
    private long _lastLook = options.TimeProvider.GetTimestamp();

    /// <summary>Looks if it is time to, and warns of what was not reported before.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (options.TimeProvider.GetElapsedTime(_lastLook) < Pause)
        {
            return;
        }

        _lastLook = options.TimeProvider.GetTimestamp();
        var unserved = await jobs.ListUnservedKindsAsync(cancellationToken).ConfigureAwait(false);
        _reported.IntersectWith(unserved.Select(KeyOf));
        foreach (var kind in unserved)
        {
            if (_reported.Add(KeyOf(kind)))
            {
                LogUnserved(kind.Kind, kind.Version, kind.Queue, kind.OldestWait);
            }
        }
    }

    private static (string Queue, string Kind, int Version) KeyOf(ReadyKind kind) => (kind.Queue, kind.Kind, kind.Version);

    [LoggerMessage(9302, LogLevel.Warning, "No living worker takes jobs of kind '{Kind}', version {Version}, in queue '{Queue}'. The first has been ready for {Wait}. Start a worker that serves the queue and knows the kind.")]
    private partial void LogUnserved(string kind, int version, string queue, TimeSpan wait);
}
