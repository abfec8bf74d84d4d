using System.Net.Sockets;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <summary>
/// Cancels a running call when its caller is gone. While a call runs the caller sends nothing; one that sends its next request
/// early is not gone.
/// </summary>
internal sealed class DisconnectWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;

    public DisconnectWatch(Wire wire, IncomingCall call) => _watching = WatchAsync(wire, call, _ended.Token);

    /// <summary>Ends the watch, so that the connection can be read again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _ended.Dispose();
    }

    private static async Task WatchAsync(Wire wire, IncomingCall call, CancellationToken ended)
    {
        try
        {
            if (!await wire.WaitForEndAsync(ended).ConfigureAwait(false))
            {
                return; // it sent its next request before this one was answered: early, but not gone
            }
        }
        catch (OperationCanceledException)
        {
            return; // the call ended first
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The connection broke: the caller is gone as well.
        }

        call.Cancel();
    }
}
