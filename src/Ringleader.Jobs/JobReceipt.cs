namespace Ringleader.Jobs;

/// <summary>The outcome of an enqueue.</summary>
/// <param name="Id">The job: the new one, or the one that holds the unique key already.</param>
/// <param name="IsDuplicate">True when nothing was enqueued because the unique key was taken.</param>
/// <param name="WasReplaced">
/// True when the duplicate replaced properties of the existing job, as <see cref="UniqueKey.Replace"/> asks for; false when that job was
/// running or had completed, or nothing was to be replaced.
/// </param>
public readonly record struct JobReceipt(JobId Id, bool IsDuplicate, bool WasReplaced = false);
