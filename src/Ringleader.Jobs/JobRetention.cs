namespace Ringleader.Jobs;

/// <summary>How long a store keeps jobs that have ended. Failed jobs are kept until somebody retries or discards them. Immutable.</summary>
public sealed record JobRetention
{
    /// <summary>A day for both.</summary>
    public static JobRetention Default { get; } = new();

    /// <summary>How long succeeded jobs are kept; zero removes them at once, which is the fastest. A day by default.</summary>
    public TimeSpan Succeeded { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long cancelled jobs are kept; zero removes them at once. A day by default.</summary>
    public TimeSpan Cancelled { get; init; } = TimeSpan.FromDays(1);
}
