namespace Ringleader.TupleSpaces;

/// <summary>The lease on a taken tuple had ended before it was settled: the tuple went back to the space.</summary>
/// <param name="message">Which tuple, and since when.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class LeaseLostException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException);
