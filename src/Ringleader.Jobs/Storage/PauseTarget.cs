namespace Ringleader.Jobs.Storage;

/// <summary>What is held back: exactly one of a queue, a kind in all queues, or a schedule.</summary>
/// <param name="Queue">The queue, or null.</param>
/// <param name="Kind">The kind, or null.</param>
/// <param name="Schedule">The schedule, or null.</param>
public sealed record PauseTarget(string? Queue = null, string? Kind = null, string? Schedule = null)
{
    /// <summary>Refuses a target that is none or several.</summary>
    /// <exception cref="ArgumentException">Not exactly one is given.</exception>
    public static void ThrowIfInvalid(PauseTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if ((target.Queue is null ? 0 : 1) + (target.Kind is null ? 0 : 1) + (target.Schedule is null ? 0 : 1) != 1)
        {
            throw new ArgumentException("A pause is for exactly one of a queue, a kind and a schedule.", nameof(target));
        }
    }
}
