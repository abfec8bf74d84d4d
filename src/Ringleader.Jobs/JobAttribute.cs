namespace Ringleader.Jobs;

/// <summary>
/// Names a type as a job. The name is what is stored, so the class can be renamed and moved; the attribute's defaults hold for each job of
/// the kind unless enqueuing says otherwise.
/// </summary>
/// <param name="kind">The stable name, such as <c>mail.welcome</c>: 1 to 100 letters, digits, dots, dashes, underscores or colons.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class JobAttribute(string kind) : Attribute
{
    /// <summary>The stable name.</summary>
    public string Kind { get; } = kind;

    /// <summary>
    /// The form of the arguments, stored with each job; raise it when old arguments need other treatment. Handlers see it as
    /// <see cref="JobContext.Version"/>; workers that know only an older form leave a job for the next attempt. 1 or more; default 1.
    /// </summary>
    public int Version { get; init; } = 1;

    /// <summary>Names that stored jobs of this kind may still have. Empty by default.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>The queue; <c>default</c> by default.</summary>
    public string Queue { get; init; } = JobDefaults.Queue;

    /// <summary>Higher runs sooner. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>How often it is tried in all; 0, the default, leaves it to the retry policy.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>How long one attempt may run, such as <c>"5m"</c>; no limit when null, the default. Forms: 250ms, 10s, 5m, 4h, 30d.</summary>
    public string? TimeLimit { get; init; }

    /// <summary>
    /// When a failed attempt is followed by another: <c>"none"</c>, <c>"every 30s"</c>, <c>"doubling 1s to 1h"</c>, or the delays
    /// themselves, <c>"1s, 10s, 5m"</c>, of which the last is repeated if <see cref="MaxAttempts"/> allows more. A policy that is registered
    /// with <see cref="JobRegistry.Retry{TJob}"/> wins; the worker's when null, the default.
    /// </summary>
    public string? Retry { get; init; }

    /// <summary>
    /// Makes each job the only one of its key: text with properties of the arguments in braces, such as <c>"user-{UserId}"</c>;
    /// <c>"{*}"</c> stands for all arguments. Null, the default, for jobs that are not unique. See <see cref="JobOptions.Unique"/>.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long the key is held. <see cref="UniqueScope.UntilEnded"/> by default.</summary>
    public UniqueScope UniqueScope { get; init; } = UniqueScope.UntilEnded;

    /// <summary>The time of <see cref="UniqueScope.Time"/>, such as <c>"1h"</c>; null, the default, with other scopes.</summary>
    public string? UniqueFor { get; init; }

    /// <summary>The properties of a waiting job that a duplicate replaces; nothing by default.</summary>
    public UniqueReplace UniqueReplace { get; init; }

    /// <summary>The limit key, written as <see cref="UniqueKey"/>, such as <c>"tenant-{TenantId}"</c>; null, the default, for none.</summary>
    public string? LimitKey { get; init; }

    /// <summary>How long a job is kept after it has succeeded, such as <c>"1h"</c>; the store's <see cref="JobRetention"/> when null, the default.</summary>
    public string? KeepResult { get; init; }

    /// <summary>How long a job is kept after it has failed, such as <c>"30d"</c>, from 1h; the store's <see cref="JobRetention"/> when null, the default.</summary>
    public string? KeepFailed { get; init; }
}
