namespace Ringleader.TupleSpaces.Expiry;

/// <summary>The time since a space was made. Setting the machine's clock does not move it.</summary>
internal sealed class SpaceClock(TimeProvider provider)
{
    /// <summary>Later than anything that is ever due.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly long _start = provider.GetTimestamp();

    public TimeSpan Now => provider.GetElapsedTime(_start);

    /// <summary>A time from now, or <see cref="Never"/> when that is out of reach.</summary>
    public TimeSpan After(TimeSpan duration)
    {
        var now = Now;
        return duration < Never - now ? now + duration : Never;
    }

    public DateTimeOffset ToInstant(TimeSpan time)
    {
        var (wait, now) = (time - Now, provider.GetUtcNow());
        return wait < DateTimeOffset.MaxValue - now ? now + wait : DateTimeOffset.MaxValue;
    }
}
