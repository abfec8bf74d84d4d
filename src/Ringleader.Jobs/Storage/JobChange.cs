namespace Ringleader.Jobs.Storage;

/// <summary>A change of jobs that wait: only what is given is changed.</summary>
/// <param name="RunAt">Not before this instant; at once when it is past. Not together with <paramref name="Delay"/>.</param>
/// <param name="Delay">Not before so long from now.</param>
/// <param name="Priority">Higher runs sooner.</param>
public sealed record JobChange(DateTimeOffset? RunAt = null, TimeSpan? Delay = null, int? Priority = null)
{
    private static readonly JobState[] Changeable = [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.RetryScheduled];

    /// <summary>Limits a filter to the jobs that wait, so that a store does not look at others; null when the filter lets none of those pass.</summary>
    public static JobFilter? LimitToWaiting(JobFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        JobState[] states = filter.States.Count == 0 ? Changeable : [.. filter.States.Intersect(Changeable)];
        return states.Length == 0 ? null : filter with { States = states };
    }
}
