namespace Ringleader.TupleSpaces;

/// <summary>One thing that happened, as a watch tells it.</summary>
/// <param name="Kind">Exactly one kind.</param>
/// <param name="Sequence">1 for the watch's first event, then one more each; lost events are counted too, so a gap is as long as the loss; <see cref="TupleEventKinds.Lost"/> has the number of the last lost one.</param>
/// <param name="Tuple">The tuple; null for <see cref="TupleEventKinds.Close"/> and <see cref="TupleEventKinds.Lost"/>.</param>
/// <param name="LostCount">How many events are missing; 0 unless the kind is <see cref="TupleEventKinds.Lost"/>.</param>
public sealed record TupleEvent(TupleEventKinds Kind, long Sequence, SpaceTuple? Tuple, long LostCount = 0);
