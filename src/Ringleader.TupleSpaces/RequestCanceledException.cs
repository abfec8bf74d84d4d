using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>Somebody else ended the wait: the space was closed, or a Ruby peer cancelled its entry. Rinda's RequestCanceledError.</summary>
/// <param name="message">What was waited for, and who ended it.</param>
/// <param name="innerException">The cause where there is one.</param>
[RubyType("Rinda::RequestCanceledError")]
public sealed class RequestCanceledException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException);
