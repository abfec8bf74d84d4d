namespace Ringleader.Jobs;

/// <summary>What became of an enqueue.</summary>
/// <param name="Id">The job: the new one, or the one that holds the unique key already.</param>
/// <param name="IsDuplicate">True when nothing was enqueued because the unique key was taken.</param>
public readonly record struct JobReceipt(JobId Id, bool IsDuplicate);
