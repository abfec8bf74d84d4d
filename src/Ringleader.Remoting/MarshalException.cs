namespace Ringleader.Remoting;

/// <summary>
/// Bytes were not a valid Ruby Marshal document, a configured limit was reached, or a value has no form in that format.
/// </summary>
/// <param name="message">What was read or written, what is wrong with it, and what to do.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class MarshalException(string message, Exception? innerException = null)
    : RemotingException(message, innerException);
