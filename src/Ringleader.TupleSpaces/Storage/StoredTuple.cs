using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>One place of a <see cref="TupleGroup"/>: a tuple that is there or leased, or nothing.</summary>
internal struct StoredTuple
{
    /// <summary>Null when the place is free.</summary>
    public SpaceTuple? Tuple;

    /// <summary>When it ends; null for a tuple that stays.</summary>
    public TupleTerm? Term;

    /// <summary>When it was written, counted over the whole space; it tells the tuple from others that had the place before.</summary>
    public long Sequence;

    /// <summary>Where the next free place is, when this one is free.</summary>
    public int NextFree;

    /// <summary>Out of sight: in no index, and keeping its place.</summary>
    public bool IsLeased;

    /// <summary>Leased, and on its way to a caller that has taken it for good: it counts as gone already, and comes back if it cannot be delivered.</summary>
    public bool IsLeaving;

    public readonly bool IsVisible => Tuple is not null && !IsLeased;
}
