using System.Diagnostics.Metrics;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>The instruments of the ring, in the meter of the part.</summary>
internal static class RingDiagnostics
{
    private static readonly Meter Meter = new(TupleSpacesDiagnostics.Name);

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.ring.dropped", "{datagram}", "Datagrams that a ring server did not answer, by reason.");

    public static readonly Counter<long> Answered = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.ring.answered", "{call}", "Calls of a ring server to those who asked, by outcome.");

    public static readonly Counter<long> IncompleteWrites = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.ring.incomplete_writes", "{tuple}", "Tuples that fewer spaces of a ring took than belong to it.");
}
