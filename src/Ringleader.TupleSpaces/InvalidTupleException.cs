using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>A tuple or template that no space accepts: a key that is no string, too many fields. Rinda's InvalidHashTupleKey.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="innerException">The cause where there is one.</param>
[RubyType("Rinda::InvalidHashTupleKey")]
public sealed class InvalidTupleException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException);
