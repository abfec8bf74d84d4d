using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Client;

/// <summary>The work of reading an answer, which ends with the time or the cancellation of its call.</summary>
/// <remarks>It ends the connection as well, which then says why: <see cref="ClientConnection.AbortReason"/>.</remarks>
internal sealed class ReplyWork(ClientConnection connection, TimeProvider clock) : WorkMeter
{
    private long _deadline;
    private CancellationToken _cancellationToken;

    /// <summary>Begins to read the answer of a call.</summary>
    /// <param name="deadline">When the call has to be over, in time stamps of the clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public void Begin(long deadline, CancellationToken cancellationToken)
    {
        _deadline = deadline;
        _cancellationToken = cancellationToken;
        Reset();
    }

    /// <inheritdoc/>
    protected override void Check()
    {
        if (_cancellationToken.IsCancellationRequested)
        {
            connection.Abort(AbortReason.Cancelled);
        }
        else if (clock.GetTimestamp() >= _deadline)
        {
            connection.Abort(AbortReason.TimedOut);
        }

        if (connection.IsAborted)
        {
            throw new EndOfStreamException("The call ended while its answer was being read.");
        }
    }
}
