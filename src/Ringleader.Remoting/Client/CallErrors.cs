using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <summary>The texts and types of the errors of this side: peer, method, phase, and what to do.</summary>
internal static class CallErrors
{
    /// <summary>No connection could be made.</summary>
    public static Exception NotConnected(DrbUri uri, string method, TimeSpan? timeout, Exception cause)
    {
        if (cause is AuthenticationException)
        {
            return new RemotingConnectionException(
                $"Cannot call '{method}' on '{uri.Address}': the TLS handshake failed. {cause.Message} The call did not run.",
                RemotingPhase.Connecting,
                cause);
        }

        var reason = cause switch
        {
            _ when timeout is { } limit => string.Create(CultureInfo.InvariantCulture, $"no connection was made within {limit.TotalSeconds:0.###} s"),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens there",
            SocketException { SocketErrorCode: SocketError.HostNotFound } => "the host name is unknown",
            _ => cause.Message,
        };
        return new RemotingConnectionException(
            $"Cannot call '{method}' on '{uri.Address}': {WithoutStop(reason)}. Check that the server runs and that the address is the one it printed; the call did not run.",
            RemotingPhase.Connecting,
            cause);
    }

    /// <summary>A call was lost after its connection was made.</summary>
    public static Exception Failed(
        ClientConnection connection, string uri, string method, TimeSpan timeout, Exception cause, CancellationToken cancellationToken)
    {
        switch (connection.AbortReason)
        {
            case AbortReason.Cancelled:
                return new OperationCanceledException($"The call of '{method}' on '{uri}' was cancelled; it may have run.", cause, cancellationToken);
            case AbortReason.TimedOut:
                return new TimeoutException(
                    string.Create(CultureInfo.InvariantCulture, $"The call of '{method}' on '{uri}' got no answer within {timeout.TotalSeconds:0.###} s; it may have run. Raise CallTimeout if it is meant to take longer."),
                    cause);
            case AbortReason.Disposed:
                return new ObjectDisposedException(nameof(RemotingClient), $"The client was disposed during the call of '{method}' on '{uri}'.");
            default:
                break;
        }

        var phase = connection.HasPartialReply ? RemotingPhase.Reading : RemotingPhase.Waiting;
        if (cause is InvalidDataException)
        {
            return new RemotingConnectionException($"The answer to '{method}' from '{uri}' was refused: {cause.Message}", phase, cause);
        }

        if (cause is AuthenticationException)
        {
            return new RemotingConnectionException($"The call of '{method}' on '{uri}' failed, and the connection is closed. {cause.Message}", phase, cause);
        }

        var when = phase == RemotingPhase.Reading ? "while the answer was arriving" : "before an answer came";
        var reason = cause is EndOfStreamException ? "the peer closed the connection" : cause.Message;
        return new RemotingConnectionException(
            $"The call of '{method}' on '{uri}' failed {when}: {WithoutStop(reason)}. It may have run; look at the peer's log, and repeat it only if it may run twice.",
            phase,
            cause);
    }

    /// <summary>Messages of the framework and of peers are put into a sentence of ours, and most of them end with a full stop.</summary>
    private static string WithoutStop(string reason) => reason.TrimEnd('.', ' ');

    /// <summary>A frame was larger than allowed.</summary>
    public static string TooLarge(uint claimed, int limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"it claims {claimed} bytes, and at most {limit} are read. Raise MarshalOptions.MaxBytes if such answers are expected.");
}
