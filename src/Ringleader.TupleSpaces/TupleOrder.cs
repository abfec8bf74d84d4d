namespace Ringleader.TupleSpaces;

/// <summary>Which of several matches is answered.</summary>
public enum TupleOrder
{
    /// <summary>The oldest, whatever the template; the default.</summary>
    FirstInFirstOut,

    /// <summary>
    /// As Ruby's Rinda does, for programs that depend on it: a template whose first field is a Symbol is answered with the newest match,
    /// one with another constant first field with the oldest, and one whose first field is open with the oldest of the kind of head that was
    /// written first.
    /// </summary>
    AsRinda,
}
