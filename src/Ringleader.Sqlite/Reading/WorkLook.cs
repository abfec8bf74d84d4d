using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Life;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Reading;

/// <summary>Looks whether there is work, without taking it.</summary>
internal static class WorkLook
{
    /// <summary>How long until a claim may bring something, in microseconds, as far as time alone decides; null when it does not.</summary>
    public static long? UntilChance(Database database, JobClaim claim, long now)
    {
        var soonest = JobLife.NextDue(database) is { } due ? Math.Max(0, due - now) : (long?)null;
        var steering = Steering.Read(database, version: 0);
        var tally = Tally.Read(database);
        foreach (var queue in claim.Queues.Count == 0 ? tally.Keys.Select(key => key.Queue).Distinct(StringComparer.Ordinal) : claim.Queues)
        {
            if (tally.ContainsKey((queue, JobState.Ready)) && UntilAllowed(database, steering, tally, queue, now) is { } wait && !(soonest <= wait) && HasReady(database, steering, claim, queue))
            {
                soonest = wait;
            }
        }

        return soonest;
    }

    /// <summary>How long until a job of a queue may start, if there is one; null when time alone does not help.</summary>
    private static long? UntilAllowed(Database database, Steering steering, Dictionary<(string Queue, JobState State), long> tally, string queue, long now)
    {
        var limit = steering.OfQueue(queue);
        if (steering.IsQueuePaused(queue) || tally.GetValueOrDefault((queue, JobState.Running)) >= limit?.Running)
        {
            return null;
        }

        return StartRate.Read(database, limit, now) is { } rate ? rate.UntilNext : 0;
    }

    private static bool HasReady(Database database, Steering steering, JobClaim claim, string queue) => Lane.Of(database, queue).Exists(lane =>
        !(lane.IsSuspect && claim.IsBusy)
        && !steering.IsKindPaused(lane.Kind)
        && claim.Knows(lane.Kind, lane.Version)
        && lane.HasJobs(database, claim));
}
