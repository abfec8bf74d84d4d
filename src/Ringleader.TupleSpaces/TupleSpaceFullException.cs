namespace Ringleader.TupleSpaces;

/// <summary>The space holds as many tuples, waiting calls or watches as its options allow; nothing was changed.</summary>
/// <param name="message">Which limit, and what to do.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class TupleSpaceFullException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
