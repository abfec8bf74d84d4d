namespace Ringleader.TupleSpaces.Changes;

/// <summary>What a <see cref="Change"/> did.</summary>
internal enum ChangeKind
{
    /// <summary>A tuple was written.</summary>
    Written,

    /// <summary>A tuple was taken for good.</summary>
    Taken,

    /// <summary>A tuple was taken under a lease.</summary>
    Leased,

    /// <summary>The lease of a tuple was settled: it is gone for good.</summary>
    Committed,

    /// <summary>The lease of a tuple ended, and it is back in its place.</summary>
    Returned,

    /// <summary>A tuple expired or was cancelled.</summary>
    Deleted,
}
