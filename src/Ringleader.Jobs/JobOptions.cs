namespace Ringleader.Jobs;

/// <summary>How one job is to be run. Immutable; null leaves a choice to the kind's <see cref="JobAttribute"/> and the defaults.</summary>
public sealed record JobOptions
{
    /// <summary>The options that leave everything open.</summary>
    public static JobOptions Default { get; } = new();

    /// <summary>The queue, 1 to 100 characters.</summary>
    public string? Queue { get; init; }

    /// <summary>Higher runs sooner; any integer. Delayed Job since 2010 has it the other way round.</summary>
    public int? Priority { get; init; }

    /// <summary>Not before this instant, by the store's clock; at once when null or past. Not together with <see cref="Delay"/>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Not before this time has passed, by the store's clock, so that clocks of machines do not matter.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How often it is tried in all, 1 or more.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long one attempt may run before it is cancelled and counts as failed; positive. No limit when null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Makes it the only one of its key.</summary>
    public UniqueKey? Unique { get; init; }

    /// <summary>
    /// Jobs of one group run one at a time, in the order in which they were enqueued, whatever their queue and priority: one that waits for
    /// its time, for another job or for its next attempt holds up those behind it.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>Jobs of one such key run at most as many at a time as the limit of that name allows; see <see cref="JobLimit"/>.</summary>
    public string? LimitKey { get; init; }

    /// <summary>Words to find it by. Empty by default; at most 20, each of at most 100 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Jobs that must have succeeded before it may run; when one of them fails for good or is cancelled, so is this.</summary>
    public IReadOnlyList<JobId> After { get; init; } = [];

    /// <summary>How long it is kept with its result once it has succeeded; the store's <see cref="JobRetention"/> when null.</summary>
    public TimeSpan? KeepResult { get; init; }

    /// <summary>
    /// How long it is kept once it has failed, an hour or more; the store's <see cref="JobRetention"/> when null. It can be retried until then.
    /// </summary>
    public TimeSpan? KeepFailed { get; init; }
}
