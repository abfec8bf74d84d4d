namespace Ringleader.Jobs.Storage;

/// <summary>
/// Keeps jobs. The contract between the part and its stores (memory, SQLite, PostgreSQL): not meant to be implemented by others, and it
/// may change in any release. One conformance suite says what each member has to do.
/// </summary>
/// <remarks>
/// <para>All members may be called at the same time. Instants are the store's own clock; callers give durations wherever they can.</para>
/// <para>A member that fails with an exception whose <c>IsTransient</c> is true may have done its work or not; all are made so that doing
/// them again is safe: <see cref="EnqueueAsync"/> by the <see cref="NewJob.Token"/>, finishes by their term, a claim
/// after <see cref="ReleaseUnknownAsync"/>.</para>
/// </remarks>
public interface IJobStore : IAsyncDisposable
{
    /// <summary>How the store is called in logs and errors, without secrets: <c>sqlite:jobs.db</c>.</summary>
    string Name { get; }

    /// <summary>Brings the tables up to date. Safe to call from many processes at once.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>The store's clock.</summary>
    Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);

    /// <summary>Takes jobs in, all or none; durable when this returns.</summary>
    /// <returns>One receipt for each, in their order.</returns>
    /// <exception cref="ArgumentException">A job is to come after one that the store never had, or after a later place of the call.</exception>
    Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in a batch, all or nothing: its jobs, and the jobs that follow them. A job that is a duplicate is not of the batch, but the
    /// batch waits for the job that is there as for its own, unless that has succeeded or is gone. A batch of none has succeeded at once.
    /// </summary>
    /// <returns>The number of the batch.</returns>
    /// <exception cref="ArgumentException">As for <see cref="EnqueueAsync"/>.</exception>
    Task<long> EnqueueBatchAsync(NewBatch batch, CancellationToken cancellationToken);

    /// <summary>Begins a worker's life: from now on it must beat.</summary>
    Task<WorkerLease> StartWorkerAsync(WorkerDescription worker, CancellationToken cancellationToken);

    /// <summary>Says that a worker lives, and how far its jobs are.</summary>
    /// <returns>
    /// Which of its jobs were called off, and whether the lease still stands. A lease that ran out never stands again, even if no sweep
    /// has given its jobs to others yet.
    /// </returns>
    Task<WorkerBeat> BeatAsync(WorkerLease lease, IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken);

    /// <summary>Ends a worker's life in order: what it still holds is ready again, without an attempt lost.</summary>
    Task StopWorkerAsync(WorkerLease lease, CancellationToken cancellationToken);

    /// <summary>Hands out ready jobs: highest priority first, then the one due longest, then the oldest, as limits and pauses allow.</summary>
    /// <remarks>A ready job that the claim leaves out (another queue, an unknown kind, a suspect) costs it nothing, however many there are.</remarks>
    /// <returns>At most as many as asked for; empty also when the lease does not stand any more.</returns>
    Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, JobClaim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Gives back what a worker holds but does not know of: what a claim brought whose answer was lost. Without this such jobs would stay
    /// with a living worker for ever. Not to be called while a claim of the same worker is under way.
    /// </summary>
    /// <param name="lease">The worker.</param>
    /// <param name="known">The jobs that it does know of; every other that it holds is released.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were released.</returns>
    Task<int> ReleaseUnknownAsync(WorkerLease lease, IReadOnlyList<JobId> known, CancellationToken cancellationToken);

    /// <summary>
    /// Records how attempts ended, as one change where the store can. A retry after the last attempt is a failure; a retry or a release
    /// of a job that was called off is a cancellation.
    /// </summary>
    /// <returns>
    /// For each, in their order, whether it was recorded; false when the term does not hold the job any more, and nothing changed. A term
    /// holds a job until it is finished or rescued, so work that ends between the end of a lease and the rescue is not lost.
    /// </returns>
    Task<IReadOnlyList<bool>> FinishAsync(WorkerLease lease, IReadOnlyList<JobFinish> finishes, CancellationToken cancellationToken);

    /// <summary>Keeps a text with a job for later attempts; null removes it.</summary>
    /// <returns>False when the term does not hold the job any more, and nothing changed.</returns>
    Task<bool> SetStateAsync(JobId id, long term, string name, string? value, CancellationToken cancellationToken);

    /// <summary>
    /// The housekeeping of all nodes, any of which may do it at any time: jobs whose time has come are ready, jobs of dead workers are ready
    /// again, what was kept long enough goes.
    /// </summary>
    Task<SweepReport> SweepAsync(SweepLimits limits, CancellationToken cancellationToken);

    /// <summary>
    /// Returns when the claim may bring something, or after the time; too early is allowed, too late is not. Ready jobs that a pause or a
    /// limit holds back do not end the wait, so that an idle worker does not spin.
    /// </summary>
    Task WaitForWorkAsync(JobClaim claim, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>A job; null when there is none of that number, or none any more.</summary>
    Task<JobSnapshot?> FindAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Jobs that pass a filter, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only jobs with a smaller number: where the last page ended; null for the first page.</param>
    /// <param name="count">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JobSnapshot>> ListAsync(JobFilter filter, JobId? before, int count, CancellationToken cancellationToken);

    /// <summary>How many jobs pass a filter.</summary>
    Task<long> CountAsync(JobFilter filter, CancellationToken cancellationToken);

    /// <summary>Retries, cancels or discards all jobs that pass a filter and for which that makes sense.</summary>
    /// <remarks>
    /// A job is retried only if its parents have not ended badly and nobody else has taken its unique key. Jobs that waited for it and were
    /// called off because of it wait again.
    /// </remarks>
    /// <returns>
    /// How many jobs that pass the filter were changed, each once, also those that changed because of another; running jobs count when they
    /// are called off for the first time.
    /// </returns>
    Task<long> ApplyAsync(JobAction action, JobFilter filter, CancellationToken cancellationToken);

    /// <summary>The kinds that have ready jobs, by queue, kind and version.</summary>
    Task<IReadOnlyList<ReadyKind>> ListReadyKindsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Changes when jobs may run, or their priority: those that pass the filter and neither run nor have completed. A ready job that is not
    /// due any more is scheduled again; jobs that wait for others go on doing so.
    /// </summary>
    /// <remarks>Done in parts that others can come between, so that no lock is held for all of them.</remarks>
    /// <returns>How many jobs were changed.</returns>
    Task<long> ChangeAsync(JobChange change, JobFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Takes failed jobs that are to be reported, oldest failure first. Jobs that failed before this was called for the first time are not;
    /// from then on the store remembers every failure until it is confirmed, or the job is retried or removed.
    /// </summary>
    /// <param name="count">How many at most; 0 only makes the store remember failures from now on.</param>
    /// <param name="lease">What is not confirmed within this time is given to the next caller.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JobSnapshot>> TakeFailuresAsync(int count, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Records that failures, which were taken before, were reported.</summary>
    Task ConfirmFailuresAsync(IReadOnlyList<JobId> ids, CancellationToken cancellationToken);

    /// <summary>All queues that have jobs, a pause or a limit.</summary>
    Task<IReadOnlyList<QueueStatistics>> GetStatisticsAsync(CancellationToken cancellationToken);

    /// <summary>The workers that are alive or were lately.</summary>
    Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellationToken);

    /// <summary>Holds back the jobs of a queue or a kind, or a schedule, or lets them go again. What runs runs on.</summary>
    Task SetPausedAsync(PauseTarget target, bool isPaused, CancellationToken cancellationToken);

    /// <summary>What is held back, queues first, then kinds, then schedules, each by name.</summary>
    Task<IReadOnlyList<PauseTarget>> ListPausesAsync(CancellationToken cancellationToken);

    /// <summary>Sets a limit; one with neither number removes it. What runs runs on, also above a limit that was lowered.</summary>
    /// <exception cref="ArgumentException">The name is of no queue or key, a number is negative, or a key has a rate.</exception>
    Task SetLimitAsync(JobLimit limit, CancellationToken cancellationToken);

    /// <summary>All limits, by name.</summary>
    Task<IReadOnlyList<JobLimit>> ListLimitsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a schedule, or changes the one of its name. Whether it is paused and what it has fired stay as they are, and so does the
    /// instant it was saved unless its text changed: nodes may save what they know each time they start.
    /// </summary>
    Task SaveScheduleAsync(StoredSchedule schedule, CancellationToken cancellationToken);

    /// <summary>Removes a schedule; false when there is none.</summary>
    Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken);

    /// <summary>All schedules, by name.</summary>
    Task<IReadOnlyList<StoredSchedule>> ListSchedulesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Enqueues the job of one instant of a schedule, as one change with the mark that the instant was fired. Instants are fired in growing
    /// order: firing one skips those before it.
    /// </summary>
    /// <returns>
    /// The receipt; null when this or a later instant was fired already, by whichever node, when it is not after the schedule was saved,
    /// or when the schedule is paused or gone.
    /// </returns>
    Task<JobReceipt?> FireAsync(string schedule, DateTimeOffset instant, NewJob job, CancellationToken cancellationToken);
}
