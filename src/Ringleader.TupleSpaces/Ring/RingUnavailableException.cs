namespace Ringleader.TupleSpaces.Ring;

/// <summary>None of the spaces of a <see cref="RingSpace"/> could be reached.</summary>
/// <param name="message">How many were tried.</param>
/// <param name="innerException">What the last of them said.</param>
public sealed class RingUnavailableException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
