namespace Ringleader.Jobs;

/// <summary>One queue at one moment.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Counts">How many jobs there are in each state; states without jobs are missing.</param>
/// <param name="OldestReady">How long the oldest ready job has been waiting since it became due; null when none is ready.</param>
/// <param name="IsPaused">True while its jobs are held back.</param>
public sealed record QueueStatistics(string Queue, IReadOnlyDictionary<JobState, long> Counts, TimeSpan? OldestReady, bool IsPaused);
