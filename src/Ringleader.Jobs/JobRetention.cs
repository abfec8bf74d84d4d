namespace Ringleader.Jobs;

/// <summary>How long a store keeps jobs that have completed. Immutable.</summary>
public sealed record JobRetention
{
    /// <summary>A day for succeeded and cancelled jobs; failed ones are kept until they are retried or discarded.</summary>
    public static JobRetention Default { get; } = new();

    /// <summary>How long succeeded jobs are kept; zero removes them at once, which is the fastest. A day by default.</summary>
    public TimeSpan Succeeded { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long cancelled jobs are kept; zero removes them at once. A day by default.</summary>
    public TimeSpan Cancelled { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long failed jobs are kept, an hour or more, so that they can be looked at, reported and retried. Null, the default, keeps them
    /// until they are retried or discarded. <see cref="JobOptions.KeepFailed"/> wins for a job, <see cref="JobAttribute.KeepFailed"/> for a kind.
    /// </summary>
    public TimeSpan? Failed { get; init; }

    /// <summary>Refuses times that are out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or that of failed jobs is shorter than an hour; the message names the property.</exception>
    public static void ThrowIfInvalid(JobRetention retention)
    {
        ArgumentNullException.ThrowIfNull(retention);
        if (retention.Succeeded < TimeSpan.Zero || retention.Cancelled < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(retention), retention, "JobRetention.Succeeded and JobRetention.Cancelled must be zero or more.");
        }

        if (retention.Failed < TimeSpan.FromHours(1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(retention), retention, "JobRetention.Failed must be an hour or more, or null to keep failed jobs until they are retried or discarded.");
        }
    }
}
