using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Leasing;

/// <summary>A lease that ends by itself unless its holder is heard of. Guarded by the space's lock.</summary>
internal sealed class HeldLease(LeaseTable table, long id, TakenTuple taken, IDisposable? share) : WheelTimer
{
    public long Id => id;

    public TakenTuple Taken => taken;

    /// <summary>Its place in the quota of its holder.</summary>
    public IDisposable? Share => share;

    /// <summary>Settled by its holder, and kept so that a repeated message gets the same answer.</summary>
    public bool IsSettled { get; set; }

    /// <summary>What was written in place of the tuple; null when nothing was.</summary>
    public TupleEntry? Replacement { get; set; }

    public void Extend(TimeSpan dueAt) => DueAt = dueAt;

    internal override void OnDue(ref Aftermath aftermath) => table.End(this, ref aftermath);

    internal override void Run() => throw new InvalidOperationException("A lease leaves nothing to be done.");
}
