using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Scheduling;

/// <summary>
/// Has the store do its housekeeping again and again: when something is due, and every five seconds or so. Each node does, so that it does
/// not matter which of them live.
/// </summary>
internal sealed partial class Sweeper(IJobStore store, UnservedKinds unserved, JobWorkerOptions options, Jitter jitter)
{
    /// <summary>How many jobs one sweep moves.</summary>
    private const int SweepCount = 1000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<JobWorker>();

    /// <summary>Has the store do it once.</summary>
    public async Task<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        var report = await store.SweepAsync(new(SweepCount, options.MaxCrashes), cancellationToken).ConfigureAwait(false);
        if (report.Rescued > 0)
        {
            LogRescued(report.Rescued);
        }

        return report;
    }

    /// <summary>A turn of the <see cref="Chore"/>.</summary>
    public async Task<TimeSpan> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var report = await SweepAsync(cancellationToken).ConfigureAwait(false);
        await unserved.LookAsync(cancellationToken).ConfigureAwait(false);
        return Pause(report);
    }

    private TimeSpan Pause(SweepReport report)
    {
        if (report.Due >= SweepCount || report.Rescued >= SweepCount || report.Pruned >= SweepCount)
        {
            return TimeSpan.Zero; // There is more.
        }

        var pause = Rhythm.NextSweep(jitter, options.Lease);
        return report.NextDue is { } due && due < pause ? Rhythm.After(due > ShortestPause ? due : ShortestPause, jitter) : pause;
    }
}
