namespace Ringleader.TupleSpaces.Ring;

/// <summary>No ring server answered in time. Rinda raises RuntimeError "RingNotFound".</summary>
/// <param name="message">Who was asked, how long, and what to check.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class RingNotFoundException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
