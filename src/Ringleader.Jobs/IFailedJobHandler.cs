namespace Ringleader.Jobs;

/// <summary>
/// Is told of each job that has failed for good: to send a mail, call a webhook, open a ticket. Added with
/// <see cref="JobRegistry.OnFailed{THandler}"/>.
/// </summary>
public interface IFailedJobHandler
{
    /// <summary>
    /// Handles one failure, after the store has recorded it. Runs once for each, and again only if the process died, or the worker stopped,
    /// before this had returned. What it throws is logged and changes nothing about the job.
    /// </summary>
    /// <param name="failed">The failure.</param>
    Task HandleAsync(FailedJobContext failed);
}

/// <summary>A failure, as its handlers see it.</summary>
/// <param name="Job">The job as it is stored, with its last error; see <see cref="JobSnapshot.LastError"/>.</param>
/// <param name="Jobs">Enqueues, and retries or discards the job.</param>
/// <param name="Services">The worker's container, in a scope of this failure; without services when the worker has no container.</param>
/// <param name="Stop">Cancelled when the worker stops, or after a minute.</param>
public sealed record FailedJobContext(JobSnapshot Job, JobClient Jobs, IServiceProvider Services, CancellationToken Stop);
