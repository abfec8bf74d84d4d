namespace Ringleader.Jobs.Memory;

/// <summary>The order in which ready jobs are handed out: highest priority, then due longest, then oldest.</summary>
internal sealed class UrgencyComparer : IComparer<JobEntry>
{
    public static UrgencyComparer Instance { get; } = new();

    public int Compare(JobEntry? x, JobEntry? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var byPriority = y.Job.Priority.CompareTo(x.Job.Priority);
        return byPriority != 0 ? byPriority : (x.DueAt, x.Id).CompareTo((y.DueAt, y.Id));
    }
}
