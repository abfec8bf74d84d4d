using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs;

/// <summary>How a worker takes and runs jobs. Immutable; checked when the worker is made.</summary>
public sealed record JobWorkerOptions
{
    /// <summary>The options with everything at its default.</summary>
    public static JobWorkerOptions Default { get; } = new();

    /// <summary>How it is called in logs and lists; need not be unique. <c>host:NAME pid:NUMBER</c> when null, as Delayed Job has it.</summary>
    public string? Name { get; init; }

    /// <summary>Only jobs of these queues; all when empty, which is the default.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>True to empty the queues one after the other as they are listed; false, the default, to take the most urgent of all of them.</summary>
    public bool InOrder { get; init; }

    /// <summary>How many jobs run at a time, 1 to 1,000. Default 10.</summary>
    public int Slots { get; init; } = 10;

    /// <summary>Only jobs of at least this priority; no bound when null.</summary>
    public int? MinPriority { get; init; }

    /// <summary>Only jobs of at most this priority; no bound when null.</summary>
    public int? MaxPriority { get; init; }

    /// <summary>
    /// How long the worker is believed to live without a beat, by the store's clock; it beats three times as often. The jobs of a worker
    /// that died are ready again after this time and the next sweep. 1 s to 1 h, default 15 s.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The number of crashes after which a job is not run again: 1 fails it at its first crash, 3, the default, at its third. A crash is the
    /// death of a worker that held only this job; a worker that held several makes all of them suspects, which run alone from then on, and
    /// the death counts for the one that then crashes. 0 means at most once: a job is never run again once its worker has died, also among
    /// others, and the worker claims no job before it has a slot for it. Zero or more; the same on all nodes of a store.
    /// </summary>
    public int MaxCrashes { get; init; } = 3;

    /// <summary>How long running jobs may go on when the worker stops; then they are told to stop and released. Default 30 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For kinds that have no policy of their own.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>Where handlers get their services from, in a scope for each attempt; null, the default, without a container.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock of time limits, beats and back-off; due times are the store's. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        Require(Name is null or { Length: > 0 and <= 200 }, nameof(Name), "has 1 to 200 characters");
        Require(Queues is not null && Queues.All(static queue => queue is { Length: > 0 and <= 100 } && StoredText.IsStorable(queue)), nameof(Queues), "are names of 1 to 100 characters without NUL or half of a surrogate pair");
        Require(Slots is >= 1 and <= 1000, nameof(Slots), "is 1 to 1,000");
        Require(!(MinPriority > MaxPriority), nameof(MinPriority), "is not above MaxPriority");
        Require(Lease >= TimeSpan.FromSeconds(1) && Lease <= TimeSpan.FromHours(1), nameof(Lease), "is 1 s to 1 h");
        Require(MaxCrashes >= 0, nameof(MaxCrashes), "is zero or more");
        Require(StopTimeout >= TimeSpan.Zero && StopTimeout <= TimeSpan.FromDays(1), nameof(StopTimeout), "is zero to a day");
        Require(Retry is not null, nameof(Retry), "is a policy");
        Require(LoggerFactory is not null, nameof(LoggerFactory), "is a factory");
        Require(TimeProvider is not null, nameof(TimeProvider), "is a clock");
    }

    private static void Require(bool holds, string option, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(JobWorkerOptions)}.{option} {rule}.", option);
        }
    }
}
