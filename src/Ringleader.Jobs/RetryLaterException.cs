namespace Ringleader.Jobs;

/// <summary>Thrown by a handler: try again after a time that the handler knows, such as a server's Retry-After. Counts as an attempt.</summary>
/// <param name="after">From now, by the store's clock; zero or more.</param>
/// <param name="reason">Kept as the job's last error.</param>
/// <param name="innerException">The cause where there is one; its stack is kept too.</param>
public sealed class RetryLaterException(TimeSpan after, string reason, Exception? innerException = null) : JobException(reason, innerException)
{
    /// <summary>How long to wait.</summary>
    public TimeSpan After { get; } = after >= TimeSpan.Zero ? after : throw new ArgumentOutOfRangeException(nameof(after), after, "The time to wait is zero or more.");

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
