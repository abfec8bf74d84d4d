using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>Failed jobs that have the same cause, as far as kind and error tell.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="ErrorType">The type of their last error.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Newest">The one that failed last.</param>
internal sealed record FailedJobs(string Kind, string ErrorType, int Count, JobSnapshot Newest)
{
    /// <summary>How many failed jobs are looked at, the newest first, so that a mountain of them does not stop whoever asks.</summary>
    public const int MostSeen = 10_000;

    private const int PageSize = 1000;

    /// <summary>All groups, the largest first.</summary>
    public static async Task<IReadOnlyList<FailedJobs>> LoadAsync(JobClient jobs, IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        var filter = new JobFilter { States = [JobState.Failed], Queues = queues };
        var failed = new List<JobSnapshot>();
        IReadOnlyList<JobSnapshot> page;
        do
        {
            page = await jobs.ListAsync(filter, failed.Count == 0 ? null : failed[^1].Id, PageSize, cancellationToken).ConfigureAwait(false);
            failed.AddRange(page);
        }
        while (page.Count == PageSize && failed.Count < MostSeen);

        return
        [
            .. failed.GroupBy(static job => (job.Kind, job.LastError?.Type))
                .Select(static group => new FailedJobs(group.Key.Kind, group.Key.Type ?? "", group.Count(), group.MaxBy(static job => job.EndedAt)!)) // a group has members
                .OrderByDescending(static group => group.Count),
        ];
    }
}
