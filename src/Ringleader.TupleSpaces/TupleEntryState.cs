namespace Ringleader.TupleSpaces;

/// <summary>Where a written tuple is.</summary>
public enum TupleEntryState
{
    /// <summary>Taken for good, cancelled or expired.</summary>
    Gone,

    /// <summary>In the space.</summary>
    Present,

    /// <summary>Taken under a lease that is not settled: it may come back.</summary>
    Leased,
}
