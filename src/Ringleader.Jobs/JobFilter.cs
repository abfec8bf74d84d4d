using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs;

/// <summary>Which jobs: all conditions that are given have to hold. Immutable.</summary>
public sealed record JobFilter
{
    /// <summary>The filter that all jobs pass.</summary>
    public static JobFilter All { get; } = new();

    /// <summary>Only these; all when null.</summary>
    public IReadOnlyList<JobId>? Ids { get; init; }

    /// <summary>One of these states; any when empty.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>One of these queues; any when empty.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>One of these kinds; any when empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>All of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Enqueued at least so long ago.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Enqueued less than so long ago.</summary>
    public TimeSpan? YoungerThan { get; init; }

    /// <summary>Whose last error is of this type.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Of this batch.</summary>
    public long? BatchId { get; init; }

    /// <summary>Refuses a filter with a text that no job can have, and that not every store can be asked for.</summary>
    /// <exception cref="ArgumentException">A text has a NUL or half of a surrogate pair.</exception>
    internal static void ThrowIfInvalid(JobFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Check(filter.Queues, nameof(Queues));
        Check(filter.Kinds, nameof(Kinds));
        Check(filter.Tags, nameof(Tags));
        Check(filter.ErrorType is { } type ? [type] : [], nameof(ErrorType));

        static void Check(IReadOnlyList<string> texts, string property)
        {
            foreach (var text in texts)
            {
                StoredText.ThrowIfUnstorable(text, $"JobFilter.{property}", nameof(filter));
            }
        }
    }
}
