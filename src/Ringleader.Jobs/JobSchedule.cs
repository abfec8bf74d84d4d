namespace Ringleader.Jobs;

/// <summary>A schedule as its store had it at one moment.</summary>
public sealed record JobSchedule
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it fires, as text.</summary>
    public required string Text { get; init; }

    /// <summary>When it fires; null when this machine cannot read the text, such as for want of its time zone.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The kind of the job that it enqueues.</summary>
    public required string Kind { get; init; }

    /// <summary>The arguments of that job as JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>The queue of that job.</summary>
    public required string Queue { get; init; }

    /// <summary>What happens to instants that nobody was there to fire, as the text of a <see cref="MissedFires"/>.</summary>
    public required string Missed { get; init; }

    /// <summary>True while it is held back.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The last instant that was fired; null when none was.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The next instant at which it fires, by the store's clock; null when it never does again, or when this machine cannot tell.</summary>
    public DateTimeOffset? Next { get; init; }
}
