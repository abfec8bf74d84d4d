namespace Ringleader.Jobs;

/// <summary>How a client hands jobs to its store. Immutable; checked when the client is made.</summary>
public sealed record JobClientOptions
{
    /// <summary>The options with everything at its default.</summary>
    public static JobClientOptions Default { get; } = new();

    /// <summary>
    /// How many bytes the arguments of one job may have as JSON, from 1. Default 256 KiB: what is larger belongs into a file or a table, and
    /// where it is into the job.
    /// </summary>
    public int MaxArgumentBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// For how long an enqueue is tried again while the store cannot be reached; zero for not at all. An answer that was lost neither loses
    /// nor doubles the job. Default 30 s.
    /// </summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of waits; due times are the store's. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called when an enqueue is done, before its caller goes on; null for nothing.</summary>
    internal Func<CancellationToken, Task>? Enqueued { get; init; }

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names the property.</exception>
    internal static void ThrowIfInvalid(JobClientOptions options)
    {
        if (options.MaxArgumentBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxArgumentBytes, "JobClientOptions.MaxArgumentBytes must be 1 or more.");
        }

        if (options.RetryFor < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.RetryFor, "JobClientOptions.RetryFor must be zero or more.");
        }

        if (options.TimeProvider is null)
        {
            throw new ArgumentException("JobClientOptions.TimeProvider must not be null.", nameof(options));
        }
    }
}
