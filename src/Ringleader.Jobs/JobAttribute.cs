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
}
