namespace Ringleader.Jobs;

/// <summary>
/// Jobs that belong together, and what follows when they are done. Enqueued with <see cref="JobClient.EnqueueBatchAsync"/>. Not thread-safe.
/// </summary>
public sealed class JobBatch
{
    private readonly List<(object Job, JobOptions? Options)> _jobs = [];

    /// <summary>The jobs, in the order in which they were added.</summary>
    internal IReadOnlyList<(object Job, JobOptions? Options)> Jobs => _jobs;

    /// <summary>What follows when all have succeeded.</summary>
    internal (object Job, JobOptions? Options)? WhenSucceeded { get; private set; }

    /// <summary>What follows when all have ended.</summary>
    internal (object Job, JobOptions? Options)? WhenEnded { get; private set; }

    /// <summary>Adds a job. One that turns out to be a duplicate of a unique job is not of the batch, which waits for the original instead.</summary>
    /// <param name="job">An object of a registered type.</param>
    /// <param name="options">How it is to be run.</param>
    public JobBatch Add(object job, JobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        _jobs.Add((job, options));
        return this;
    }

    /// <summary>Adds several jobs with the same options.</summary>
    /// <typeparam name="TJob">Their type, or a base of their types.</typeparam>
    public JobBatch AddRange<TJob>(IEnumerable<TJob> jobs, JobOptions? options = null)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(jobs);
        foreach (var job in jobs)
        {
            Add(job, options);
        }

        return this;
    }

    /// <summary>Adds several jobs, each with options of its own.</summary>
    /// <typeparam name="TJob">Their type, or a base of their types.</typeparam>
    /// <param name="jobs">Objects of registered types.</param>
    /// <param name="options">Gives the options of a job; null for what its kind says.</param>
    public JobBatch AddRange<TJob>(IEnumerable<TJob> jobs, Func<TJob, JobOptions?> options)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var job in jobs)
        {
            Add(job, options(job));
        }

        return this;
    }

    /// <summary>Says what is enqueued, once, when all have succeeded, if need be after some were retried by hand.</summary>
    public JobBatch OnSucceeded(object job, JobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        WhenSucceeded = (job, options);
        return this;
    }

    /// <summary>Says what is enqueued, once, when all have ended, well or not.</summary>
    public JobBatch OnEnded(object job, JobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        WhenEnded = (job, options);
        return this;
    }
}
