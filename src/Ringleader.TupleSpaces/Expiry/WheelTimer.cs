using Ringleader.TupleSpaces.Changes;

namespace Ringleader.TupleSpaces.Expiry;

/// <summary>Something that happens at a time unless it is removed from the <see cref="TimerWheel"/> before.</summary>
internal abstract class WheelTimer : Deferred
{
    /// <summary>When it is due, by the <see cref="SpaceClock"/>.</summary>
    public TimeSpan DueAt { get; protected set; } = SpaceClock.Never;

    /// <summary>Where it is in the wheel; less than 0 when it is in none.</summary>
    internal int Spoke { get; set; } = -1;

    internal WheelTimer? Previous { get; set; }

    internal WheelTimer? Next { get; set; }

    /// <summary>Called once it is due and out of the wheel, under the space's lock.</summary>
    internal abstract void OnDue(ref Aftermath aftermath);
}
