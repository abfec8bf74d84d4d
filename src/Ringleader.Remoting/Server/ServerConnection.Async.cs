using System.Runtime.CompilerServices;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Server;

/// <content>The loop on the thread pool, and the ends that both loops share.</content>
internal sealed partial class ServerConnection
{
    private const int SynchronousCallsBeforeThread = 16;
    private const int MostBytesToDrain = 64 * 1024 * 1024;

    private async Task RunOnPoolAsync()
    {
        try
        {
            var synchronous = 0;
            while (true)
            {
                var status = await ReadAsync().ConfigureAwait(false);
                if (status != FrameStatus.Complete)
                {
                    Refuse(status);
                    await CloseAfterReplyAsync().ConfigureAwait(false);
                    return;
                }

                var served = ServeAsync();
                synchronous = served.IsCompleted ? synchronous + 1 : 0;
                if (!await served.ConfigureAwait(false))
                {
                    await CloseAfterReplyAsync().ConfigureAwait(false);
                    return;
                }

                StartIdleClock();
                await Wire.SendAsync(_reply.WrittenMemory).ConfigureAwait(false);
                if (!EndRequest())
                {
                    Finish(null);
                    return;
                }

                if (synchronous >= SynchronousCallsBeforeThread && TryContinueOnThread())
                {
                    return;
                }
            }
        }
#pragma warning disable CA1031 // The loop's only exit for errors: they end this connection and are logged there.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Finish(error);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FrameStatus> ReadAsync()
    {
        _isReceiving = false;
        FrameStatus status;
        while ((status = Parse()) == FrameStatus.Incomplete)
        {
            var count = await Wire.ReceiveAsync(_received.Free()).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException("The peer closed the connection.");
            }

            _received.Received(count);
        }

        return status;
    }

    /// <summary>Goes on where the thread left off: with a call that was not finished yet.</summary>
    private async Task FinishCallAsync(ValueTask<bool> served)
    {
        try
        {
            if (!await served.ConfigureAwait(false))
            {
                await CloseAfterReplyAsync().ConfigureAwait(false);
                return;
            }

            StartIdleClock();
            await Wire.SendAsync(_reply.WrittenMemory).ConfigureAwait(false);
            if (!EndRequest())
            {
                Finish(null);
                return;
            }
        }
#pragma warning disable CA1031 // The loop's only exit for errors: they end this connection and are logged there.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Finish(error);
            return;
        }

        await RunOnPoolAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Sends the reply, if there is one, and closes. What the peer is still sending is read and dropped for a while: closing
    /// on unread bytes would make the system destroy the reply on its way.
    /// </summary>
    private async Task CloseAfterReplyAsync()
    {
        Exception? failure = null;
        try
        {
            if (_reply.Length > 0)
            {
                StartIdleClock();
                await Wire.SendAsync(_reply.WrittenMemory).ConfigureAwait(false);
                Wire.ShutdownSend();
                StartDrainClock();
                await DrainAsync().ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The connection is being closed; why that did not go well is logged.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        Finish(failure);
    }

    /// <summary>The server's sweep aborts the connection if the peer does not stop sending in time.</summary>
    private void StartDrainClock() => Volatile.Write(ref _deadline, _server.Options.TimeProvider.DueAt(TimeSpan.FromSeconds(2)));

    private async ValueTask DrainAsync()
    {
        _received.Consume(_received.UnreadLength);
        for (var drained = 0; drained < MostBytesToDrain;)
        {
            var count = await Wire.ReceiveAsync(_received.Free()).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            drained += count;
        }
    }
}
