using System.Runtime.CompilerServices;
using Ringleader.Remoting.Listening;
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

                BeginReply();
                await Wire.SendAsync(_reply.WrittenMemory).ConfigureAwait(false);
                if (!EndReply())
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
        FrameStatus status;
        while ((status = Parse()) == FrameStatus.Incomplete)
        {
            if (!TryAllowRest() && !await AllowRestAsync().ConfigureAwait(false))
            {
                return FrameStatus.NoRoom;
            }

            var count = await Wire.ReceiveAsync(_received.Free()).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException("The peer closed the connection.");
            }

            _received.Received(count);
        }

        return status;
    }

    /// <summary>Waits for room for the rest of the request. Nothing is read meanwhile, so the peer has to wait as well.</summary>
    private async ValueTask<bool> AllowRestAsync()
    {
        _activity.PauseReceiving();
        var isAllowed = await _received.AllowAsync(_request.Needed, _server.Options.ReceiveTimeout).ConfigureAwait(false);
        _activity.RestartReceiving();
        return isAllowed;
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

            BeginReply();
            await Wire.SendAsync(_reply.WrittenMemory).ConfigureAwait(false);
            if (!EndReply())
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
                _activity.StartSending();
                await Wire.SendAsync(_reply.WrittenMemory).ConfigureAwait(false);
                _reply.Clear(ByteBudget.FreeBytes);
                Wire.ShutdownSend();
                _activity.StartDraining();
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
