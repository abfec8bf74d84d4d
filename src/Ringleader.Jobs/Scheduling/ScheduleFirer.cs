using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Scheduling;

/// <summary>
/// Fires the schedules of a store when they are due. Each node does; the store lets one of them enqueue the job of an instant. Instants are
/// those of the store's clock, which is read anew at each look and carried on by a clock that nobody sets, so what the
/// node's own clock shows does not matter.
/// </summary>
internal sealed partial class ScheduleFirer(IJobStore store, JobWorkerOptions options, Jitter jitter)
{
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<JobWorker>();
    private readonly HashSet<(string Name, string Text)> _refused = [];

    /// <summary>Fires what is due by the store's clock.</summary>
    public async Task<FireReport> FireDueAsync(CancellationToken cancellationToken)
    {
        var schedules = await store.ListSchedulesAsync(cancellationToken).ConfigureAwait(false);
        if (schedules.Count == 0)
        {
            return new(0, null);
        }

        var now = await store.GetTimeAsync(cancellationToken).ConfigureAwait(false);
        var readAt = options.TimeProvider.GetTimestamp();
        var fired = 0;
        DateTimeOffset? next = null;
        foreach (var stored in schedules.Where(schedule => !schedule.IsPaused))
        {
            if (Read(stored) is var (schedule, missed))
            {
                foreach (var instant in missed.Due(schedule, stored.LastInstant ?? stored.SavedAt, now))
                {
                    fired += await FireAsync(stored, instant, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                }

                next = schedule.NextAfter(now) is { } later && !(next <= later) ? later : next;
            }
        }

        return new(fired, next - now - options.TimeProvider.GetElapsedTime(readAt));
    }

    /// <summary>A turn of the <see cref="Chore"/>.</summary>
    public async Task<TimeSpan> TakeTurnAsync(CancellationToken cancellationToken) => Pause(await FireDueAsync(cancellationToken).ConfigureAwait(false));

    private TimeSpan Pause(FireReport report)
    {
        var pause = Rhythm.Next(jitter);
        return report.NextDue is { } due && due < pause ? Rhythm.After(due > TimeSpan.Zero ? due : TimeSpan.Zero, jitter) : pause;
    }

    private async Task<bool> FireAsync(StoredSchedule stored, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FireAsync(stored.Name, instant, stored.Job, cancellationToken).ConfigureAwait(false) is { } receipt)
            {
                LogFired(stored.Name, instant, receipt.Id);
                return true;
            }
        }
        catch (Exception error) when (!StoreFault.IsTransient(error))
        {
            // The others are not to wait for this one.
            LogNotFired(stored.Name, instant, error);
        }

        return false;
    }

    private (Schedule Schedule, MissedFires Missed)? Read(StoredSchedule stored)
    {
        if (Schedule.TryParse(stored.Text, out var schedule, out var problem) && MissedFires.TryParse(stored.Missed, out var missed, out problem))
        {
            return (schedule, missed);
        }

        // Another node may know the time zone that this one does not.
        if (_refused.Add((stored.Name, stored.Text)))
        {
            LogUnreadable(stored.Name, problem);
        }

        return null;
    }
}
