namespace Ringleader.Jobs.Storage;

/// <summary>A job in the hands of a worker.</summary>
public sealed record ClaimedJob
{
    /// <summary>Its number.</summary>
    public required JobId Id { get; init; }

    /// <summary>The fencing number of this attempt; grows with each claim of the store.</summary>
    public required long Term { get; init; }

    /// <summary>The stable name of its type.</summary>
    public required string Kind { get; init; }

    /// <summary>The form of its arguments.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Its arguments, JSON in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Arguments { get; init; }

    /// <summary>Its queue.</summary>
    public required string Queue { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many attempts there are in all.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>How often this job crashed its worker, see <see cref="CrashRules"/>.</summary>
    public int Crashes { get; init; }

    /// <summary>True when a worker died while it held this job: it has to run alone.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>How long the attempt may run; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How long it has been due.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The words that it was given.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What earlier attempts kept.</summary>
    public IReadOnlyDictionary<string, string> State { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The W3C trace context of the enqueuer; null when there is none.</summary>
    public string? TraceParent { get; init; }
}
