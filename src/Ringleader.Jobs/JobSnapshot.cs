namespace Ringleader.Jobs;

/// <summary>A job as its store had it at one moment.</summary>
public sealed record JobSnapshot
{
    /// <summary>Its number.</summary>
    public required JobId Id { get; init; }

    /// <summary>The stable name of its type.</summary>
    public required string Kind { get; init; }

    /// <summary>The form of its arguments.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Its arguments as JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>Its queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Higher runs sooner.</summary>
    public int Priority { get; init; }

    /// <summary>How many attempts have begun and ended; one that a crashed worker left does not count.</summary>
    public int Attempts { get; init; }

    /// <summary>How many attempts there are in all.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>How often this job crashed its worker: the deaths of workers that held nothing else.</summary>
    public int Crashes { get; init; }

    /// <summary>When it was enqueued, by the store's clock.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When it may run, or might have run first.</summary>
    public required DateTimeOffset RunAt { get; init; }

    /// <summary>When it ended, well or not; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who runs it, or ran it last; null while nobody has.</summary>
    public string? Worker { get; init; }

    /// <summary>The term of its last attempt; 0 while there was none.</summary>
    public long Term { get; init; }

    /// <summary>How far it says it is, 0 to 1; null when it says nothing.</summary>
    public double? Progress { get; init; }

    /// <summary>What it last said about that.</summary>
    public string? Note { get; init; }

    /// <summary>Its result as JSON; null when it has none, or none any more.</summary>
    public string? Result { get; init; }

    /// <summary>Its last error; null when there was none.</summary>
    public JobError? LastError { get; init; }

    /// <summary>Its unique key, group and limit key, where it has them.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>The group that it runs in order with.</summary>
    public string? Group { get; init; }

    /// <summary>The limit that it counts against.</summary>
    public string? LimitKey { get; init; }

    /// <summary>The words that it was given.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The batch that it belongs to; null for none.</summary>
    public long? BatchId { get; init; }
}
