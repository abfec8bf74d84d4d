namespace Ringleader.Jobs.Memory;

/// <summary>Whether a job passes a filter.</summary>
internal static class FilterMatch
{
    public static bool Passes(JobEntry job, JobFilter filter, long now) =>
        (filter.States.Count == 0 || filter.States.Contains(job.State))
        && (filter.Queues.Count == 0 || filter.Queues.Contains(job.Job.Queue, StringComparer.Ordinal))
        && (filter.Kinds.Count == 0 || filter.Kinds.Contains(job.Job.Kind, StringComparer.Ordinal))
        && filter.Tags.All(tag => job.Job.Tags.Contains(tag, StringComparer.Ordinal))
        && (filter.OlderThan is not { } older || now - job.EnqueuedAt >= older.Ticks)
        && (filter.YoungerThan is not { } younger || now - job.EnqueuedAt < younger.Ticks)
        && (filter.ErrorType is null || string.Equals(job.LastError?.Type, filter.ErrorType, StringComparison.Ordinal))
        && (filter.BatchId is not { } batch || job.Batch?.Id == batch);
}
