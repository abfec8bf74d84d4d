using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ringleader.Jobs;

/// <summary>When jobs count as healthy. Immutable; checked when the health check is made.</summary>
public sealed record JobsHealthCheckOptions
{
    /// <summary>
    /// How long the oldest ready job may have been due before the jobs are degraded, positive; null never degrades. Jobs of paused queues do
    /// not count. Default 5 min.
    /// </summary>
    public TimeSpan? OldestReady { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Only these queues count for <see cref="OldestReady"/>; all when empty, which is the default.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>How long the store may take to answer before it counts as not reachable, positive. Default 5 s.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Reports whether the job store answers, the workers of this process hold their leases, and ready jobs are run in time. Add it with
/// <c>services.AddHealthChecks().AddCheck&lt;JobsHealthCheck&gt;("jobs")</c>.
/// </summary>
/// <remarks>
/// Unhealthy (or the failure status of its registration) when the store does not answer, or a worker has stopped or lost its lease; degraded
/// when the oldest ready job is older than <see cref="JobsHealthCheckOptions.OldestReady"/>. Each check reads the statistics of the store
/// once. The data holds <c>oldest_ready_seconds</c>, <c>heartbeat_age_seconds</c> and <c>failed</c>, as far as they are known.
/// </remarks>
public sealed class JobsHealthCheck : IHealthCheck
{
    private readonly JobClient _jobs;
    private readonly Func<IReadOnlyList<JobWorker>> _workers;
    private readonly JobsHealthCheckOptions _options;

    /// <summary>Creates a check; a host with <c>AddJobs</c> does it by itself.</summary>
    /// <param name="jobs">Whose store is asked.</param>
    /// <param name="workers">The workers of this process that are to be alive; none in a process that only enqueues.</param>
    /// <param name="options">When jobs count as healthy; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is not positive.</exception>
    public JobsHealthCheck(JobClient jobs, IReadOnlyList<JobWorker> workers, JobsHealthCheckOptions? options = null)
        : this(jobs, () => workers, options)
    {
        ArgumentNullException.ThrowIfNull(workers);
    }

    internal JobsHealthCheck(JobClient jobs, Func<IReadOnlyList<JobWorker>> workers, JobsHealthCheckOptions? options)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        options ??= new();
        if (options.OldestReady <= TimeSpan.Zero || options.StoreTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options, "JobsHealthCheckOptions.OldestReady and JobsHealthCheckOptions.StoreTimeout must be positive.");
        }

        (_jobs, _workers, _options) = (jobs, workers, options);
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        var failure = context?.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        if (ProblemOfWorkers(data) is { } problem)
        {
            return new(failure, problem, exception: null, data);
        }

        try
        {
            using var late = new CancellationTokenSource(_options.StoreTimeout, _jobs.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

            // A connection may hang in spite of the token.
            var statistics = await _jobs.GetStatisticsAsync(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return Judge(statistics, data);
        }
#pragma warning disable CA1031 // Whatever the store throws, it does not serve.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new(failure, $"The job store '{_jobs.StoreName}' does not answer: {error.Message}", error, data);
        }
    }

    private string? ProblemOfWorkers(Dictionary<string, object> data)
    {
        foreach (var worker in _workers())
        {
            if (worker.HeartbeatAge is { } age)
            {
                data["heartbeat_age_seconds"] = data.TryGetValue("heartbeat_age_seconds", out var other) ? Math.Max((double)other, age.TotalSeconds) : age.TotalSeconds;
            }

            if (worker.Completion.IsCompleted)
            {
                return $"Worker '{worker.Name}' has stopped.";
            }

            if (!(worker.HeartbeatAge < worker.Lease))
            {
                return worker.HeartbeatAge is { } silent
                    ? string.Create(CultureInfo.InvariantCulture, $"The store has not confirmed the lease of worker '{worker.Name}' for {silent.TotalSeconds:F0} s; the lease is {worker.Lease.TotalSeconds:F0} s.")
                    : $"Worker '{worker.Name}' has no lease yet.";
            }
        }

        return null;
    }

    private HealthCheckResult Judge(IReadOnlyList<QueueStatistics> statistics, Dictionary<string, object> data)
    {
        data["failed"] = statistics.Sum(queue => queue.Counts.GetValueOrDefault(JobState.Failed));
        var oldest = statistics
            .Where(queue => !queue.IsPaused && (_options.Queues.Count == 0 || _options.Queues.Contains(queue.Queue, StringComparer.Ordinal)))
            .MaxBy(queue => queue.OldestReady ?? TimeSpan.Zero);
        if (oldest?.OldestReady is not { } age)
        {
            return HealthCheckResult.Healthy("No job is ready.", data);
        }

        data["oldest_ready_seconds"] = age.TotalSeconds;
        var text = string.Create(CultureInfo.InvariantCulture, $"The oldest ready job has been due for {age.TotalSeconds:F0} s, in queue '{oldest.Queue}'.");
        return age > _options.OldestReady ? HealthCheckResult.Degraded(text, exception: null, data) : HealthCheckResult.Healthy(text, data);
    }
}
