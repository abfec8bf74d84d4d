using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>What a sweep does.</summary>
internal sealed class Housekeeping(JobTable table, JobLife life, EndedJobs ended, Workers workers)
{
    public SweepReport Sweep(SweepLimits limits, long now)
    {
        var due = life.Promote(limits.Count, now);
        var orphans = workers.Orphans(limits.Count, now);
        foreach (var job in orphans)
        {
            life.Rescue(job, limits.MaxCrashes, now);
        }

        var pruned = 0;
        while (pruned < limits.Count && ended.TakeExpired(now) is { } job)
        {
            life.Remove(job);
            pruned++;
        }

        life.Tidy(now);
        table.Tidy();
        workers.Tidy(now);
        return new(due, orphans.Count, pruned, life.NextDue is { } next ? TimeSpan.FromTicks(Math.Max(0, next - now)) : null);
    }
}
