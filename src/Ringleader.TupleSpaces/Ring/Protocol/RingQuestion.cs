namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>What a finder asks: to be called with the space.</summary>
/// <param name="Callback">Where the finder takes answers, as it says; not to be trusted.</param>
/// <param name="Id">The object to call there.</param>
/// <param name="Patience">How long it waits; from 0.1 s to 60 s.</param>
internal sealed record RingQuestion(CallbackUri Callback, object Id, TimeSpan Patience);
