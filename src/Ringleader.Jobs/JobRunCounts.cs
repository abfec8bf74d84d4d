namespace Ringleader.Jobs;

/// <summary>How the attempts of a run ended.</summary>
/// <param name="Succeeded">Attempts after which the job had succeeded.</param>
/// <param name="Retried">Attempts that failed and are followed by another later.</param>
/// <param name="Failed">Attempts after which the job had failed for good.</param>
/// <param name="Cancelled">Attempts at jobs that were called off meanwhile.</param>
public readonly record struct JobRunCounts(long Succeeded, long Retried, long Failed, long Cancelled)
{
    /// <summary>How many attempts there were.</summary>
    public long Total => Succeeded + Retried + Failed + Cancelled;

    /// <summary>The counts of two runs together.</summary>
    public static JobRunCounts operator +(JobRunCounts one, JobRunCounts other) => one.Add(other);

    /// <summary>The counts of two runs together.</summary>
    public JobRunCounts Add(JobRunCounts other) =>
        new(Succeeded + other.Succeeded, Retried + other.Retried, Failed + other.Failed, Cancelled + other.Cancelled);
}
