namespace Ringleader.TupleSpaces.Changes;

/// <summary>One step of a space from one state to the next.</summary>
/// <param name="Revision">1 for the first change of the space, then one more each.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Tuple">To which tuple.</param>
internal readonly record struct Change(long Revision, ChangeKind Kind, SpaceTuple Tuple);
