using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Scheduling;

/// <summary>
/// Has the store do its housekeeping again and again: when something is due, and every five seconds or so. Each node does, so that it does
/// not matter which of them live.
/// </summary>
internal sealed partial class Sweeper(IJobStore store, JobWorkerOptions options, Jitter jitter, Outage outage)
{
    /// <summary>How many jobs one sweep moves.</summary>
    private const int SweepCount = 1000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<JobWorker>();
    private readonly Backoff _backoff = new(jitter);

    /// <summary>Sweeps until it is told to end. Never fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = Pause(await SweepAsync(cancellationToken).ConfigureAwait(false));
                _backoff.Reset();
                outage.End();
            }
#pragma warning disable CA1031 // The store may be away; the next sweep does what this one did not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                pause = _backoff.Next();
                if (!cancellationToken.IsCancellationRequested)
                {
                    outage.Begin(error);
                }
            }

            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

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
