using System.Text.Json.Serialization.Metadata;

namespace Ringleader.Jobs.Types;

/// <summary>What is known of a kind of jobs. Immutable once the registry is in use.</summary>
/// <param name="Name">The stable name.</param>
internal sealed record JobKind(string Name)
{
    /// <summary>Names that stored jobs of this kind may still have.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The form of the arguments that are written now.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The queue of jobs that name none.</summary>
    public string Queue { get; init; } = JobDefaults.Queue;

    /// <summary>The priority of jobs that name none.</summary>
    public int Priority { get; init; }

    /// <summary>How often a job that does not say is tried in all; null leaves it to the policy.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long an attempt may run, for jobs that do not say; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The unique key of jobs that have none of their own; null for none.</summary>
    public KindUniqueness? Unique { get; init; }

    /// <summary>The limit key of jobs that name none; null for none.</summary>
    public KeyTemplate? LimitKey { get; init; }

    /// <summary>How long a job that does not say is kept after it has succeeded; null for the store's retention.</summary>
    public TimeSpan? KeepResult { get; init; }

    /// <summary>How long a job that does not say is kept after it has failed; null for the store's retention.</summary>
    public TimeSpan? KeepFailed { get; init; }

    /// <summary>When a failed attempt is followed by another; null for the worker's policy.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How the arguments are written; null for kinds whose arguments are not one object of a registered type.</summary>
    public JsonTypeInfo? Json { get; init; }

    /// <summary>Runs it; null where this process can enqueue such jobs only.</summary>
    public JobInvocation? Invoke { get; init; }
}
