using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>Nothing matched before the time-out. Rinda's RequestExpiredError; to callers in Ruby it is that.</summary>
/// <param name="message">What was waited for, and how long.</param>
/// <param name="innerException">The cause where there is one.</param>
[RubyType("Rinda::RequestExpiredError")]
public sealed class RequestExpiredException(string message, Exception? innerException = null) : TupleSpaceException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
