using System.Net.Sockets;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <summary>
/// Cancels a running call when its caller is gone. While a call runs the caller sends nothing, so a readable connection is a
/// closed one.
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
            await wire.WaitReadableAsync(ended).ConfigureAwait(false);
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
