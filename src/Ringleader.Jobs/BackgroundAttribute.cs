namespace Ringleader.Jobs;

/// <summary>
/// Turns a call of a partial method into a job: the source generator writes its body, which enqueues the arguments, and a worker calls the
/// method of the same name with <c>Now</c> to do the work.
/// </summary>
/// <remarks>
/// <para>
/// Delayed Job's <c>handle_asynchronously :deliver</c> made <c>deliver</c> enqueue and kept the work as <c>deliver_without_delay</c>. The
/// class needs a <see cref="JobClient"/> in its primary constructor, a field or a property; the process that runs the jobs registers it with
/// <c>AddBackground</c> and makes an object of it for each attempt.
/// </para>
/// <para>
/// The method returns <c>Task&lt;JobReceipt&gt;</c> or <c>Task</c>, which end when the job is stored. A parameter of type
/// <see cref="JobOptions"/> says how to enqueue, a <see cref="System.Data.Common.DbTransaction"/> in which transaction, a
/// <see cref="CancellationToken"/> gives up enqueuing, and none of them is stored; all others are, as a JSON array, so they may be added at the
/// end with a default but not reordered. The work takes the same parameters, and a
/// <see cref="JobContext"/> or a <see cref="CancellationToken"/> if it wants one; it returns <c>Task</c>, <c>Task&lt;T&gt;</c>, whose result is
/// kept, or nothing.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// public sealed partial class Newsletter(JobClient jobs)
/// {
///     [Background("newsletter.deliver")]
///     public partial Task&lt;JobReceipt&gt; DeliverAsync(int issue, string reader);
///
///     private async Task DeliverNowAsync(int issue, string reader, JobContext context) { … }
/// }
/// </code>
/// </example>
/// <param name="kind">The stable name, such as <c>newsletter.deliver</c>: 1 to 100 letters, digits, dots, dashes, underscores or colons.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class BackgroundAttribute(string kind) : Attribute
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
    /// themselves, <c>"1s, 10s, 5m"</c>, of which the last is repeated if <see cref="MaxAttempts"/> allows more. The worker's
    /// policy when null, the default.
    /// </summary>
    public string? Retry { get; init; }

    /// <summary>
    /// Makes each job the only one of its key: any text, in which <c>"{*}"</c> stands for all arguments. Null, the default, for jobs
    /// that are not unique. See <see cref="JobOptions.Unique"/>.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long the key is held. <see cref="UniqueScope.UntilEnded"/> by default.</summary>
    public UniqueScope UniqueScope { get; init; } = UniqueScope.UntilEnded;

    /// <summary>The time of <see cref="UniqueScope.Time"/>, such as <c>"1h"</c>; null, the default, with other scopes.</summary>
    public string? UniqueFor { get; init; }

    /// <summary>The properties of a waiting job that a duplicate replaces; nothing by default.</summary>
    public UniqueReplace UniqueReplace { get; init; }

    /// <summary>The limit key, written as <see cref="UniqueKey"/>; null, the default, for none.</summary>
    public string? LimitKey { get; init; }

    /// <summary>How long a job is kept after it has succeeded, such as <c>"1h"</c>; the store's <see cref="JobRetention"/> when null, the default.</summary>
    public string? KeepResult { get; init; }

    /// <summary>How long a job is kept after it has failed, such as <c>"30d"</c>, from 1h; the store's <see cref="JobRetention"/> when null, the default.</summary>
    public string? KeepFailed { get; init; }
}
