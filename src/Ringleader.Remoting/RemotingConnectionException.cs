using System.Security.Authentication;

namespace Ringleader.Remoting;

/// <summary>
/// The connection of a call could not be made or was lost, or the peer did not speak the protocol. A call is never sent
/// twice; <see cref="Phase"/> says whether it may have run.
/// </summary>
/// <param name="message">Peer, method, phase and what to do.</param>
/// <param name="phase">How far the call had come.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class RemotingConnectionException(string message, RemotingPhase phase, Exception? innerException = null)
    : RemotingException(message, innerException)
{
    /// <summary>How far the call had come.</summary>
    public RemotingPhase Phase { get; } = phase;

    /// <inheritdoc/>
    /// <remarks>False when the two sides refuse one another's certificates: trying again changes nothing.</remarks>
    public override bool IsTransient => InnerException is not AuthenticationException;
}
