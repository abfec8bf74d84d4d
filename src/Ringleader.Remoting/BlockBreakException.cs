namespace Ringleader.Remoting;

/// <summary>
/// Ends the method that yields to a block, with a result of the block's choice: Ruby's <c>break</c>. Throw it in a delegate
/// that was passed as a block; in a server method that yields, let it pass through.
/// </summary>
/// <param name="value">The result of the call that the block was passed to.</param>
public sealed class BlockBreakException(object? value) : RemotingException("break from proc-closure")
{
    /// <summary>The result of the call that the block was passed to.</summary>
    public object? Value { get; } = value;
}
