namespace Ringleader.Jobs.Storage;

/// <summary>A job on its way into a store; everything is settled and checked.</summary>
public sealed record NewJob
{
    /// <summary>The stable name of its type.</summary>
    public required string Kind { get; init; }

    /// <summary>The form of its arguments.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Its arguments, JSON in UTF-8. The store may keep the memory, so it must not change afterwards.</summary>
    public required ReadOnlyMemory<byte> Arguments { get; init; }

    /// <summary>
    /// Makes enqueuing it again give the receipt of the first time, for when an answer was lost; null when the caller does not try again.
    /// Remembered for an hour at least, also when the job is gone by then.
    /// </summary>
    public Guid? Token { get; init; }

    /// <summary>Its queue.</summary>
    public string Queue { get; init; } = JobDefaults.Queue;

    /// <summary>Higher runs sooner.</summary>
    public int Priority { get; init; }

    /// <summary>How many attempts there are in all.</summary>
    public int MaxAttempts { get; init; } = JobDefaults.MaxAttempts;

    /// <summary>Not before this instant; null for at once. Not together with <see cref="Delay"/>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Not before so long from now; null for at once.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How long one attempt may run; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Makes it the only one of its key within its kind.</summary>
    public UniqueKey? Unique { get; init; }

    /// <summary>The group that it runs in order with.</summary>
    public string? Group { get; init; }

    /// <summary>The limit that it counts against.</summary>
    public string? LimitKey { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Jobs that must have succeeded before. One that the store had, but has no more, counts as succeeded.</summary>
    public IReadOnlyList<JobId> After { get; init; } = [];

    /// <summary>Jobs of the same call that must have succeeded before, by their place in it, which is smaller than this one's.</summary>
    public IReadOnlyList<int> AfterPlaces { get; init; } = [];

    /// <summary>How long it is kept with its result once it has succeeded; null for the store's <see cref="JobRetention"/>.</summary>
    public TimeSpan? KeepResult { get; init; }

    /// <summary>How long it is kept once it has failed; null for the store's <see cref="JobRetention"/>.</summary>
    public TimeSpan? KeepFailed { get; init; }

    /// <summary>The W3C trace context of the enqueuer; null when there is none.</summary>
    public string? TraceParent { get; init; }
}
