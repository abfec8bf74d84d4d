using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <content>The loop on a thread of its own.</content>
internal sealed partial class ServerConnection
{
    private const int IdleMilliseconds = 1000;
    private int _wastedPolls;

    /// <summary>Serves on the current thread until the connection is idle, waits for a call, or is over.</summary>
    public void RunOnThread()
    {
        try
        {
            while (ReadOnThread(out var status))
            {
                if (status != FrameStatus.Complete)
                {
                    Refuse(status);
                    ContinueOnPool(CloseAfterReplyAsync());
                    return;
                }

                var served = ServeAsync();
                if (!served.IsCompletedSuccessfully)
                {
                    ContinueOnPool(FinishCallAsync(served));
                    return;
                }

                if (!served.Result)
                {
                    ContinueOnPool(CloseAfterReplyAsync());
                    return;
                }

                Wire.Send(_reply.Written);
                if (!EndRequest())
                {
                    Finish(null);
                    return;
                }
            }

            ContinueOnPool();
        }
#pragma warning disable CA1031 // The loop's only exit for errors: they end this connection and are logged there.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Finish(error);
        }
    }

    /// <summary>Reads one request: false when the connection has been idle for a second.</summary>
    private bool ReadOnThread(out FrameStatus status)
    {
        _isReceiving = false;
        while ((status = Parse()) == FrameStatus.Incomplete)
        {
            var count = Poll();
            if (count < 0)
            {
                _server.Threads.Sleep();
                count = Wire.Receive(_received.Free().Span, IdleMilliseconds);
                _server.Threads.Wake();
            }

            if (count == 0)
            {
                throw new EndOfStreamException("The peer closed the connection.");
            }

            if (count > 0)
            {
                _received.Received(count);
            }
            else if (_received.UnreadLength == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Polls for the next request for a short while if no other connection is being served: the caller that just got its
    /// answer often calls again at once, and waking a halted processor takes longer than the call. Gives -1 when none came.
    /// </summary>
    private int Poll()
    {
        if (!_server.Threads.IsOnlyOneAwake || (_wastedPolls >= 8 && (++_wastedPolls & 15) != 0))
        {
            return -1;
        }

        var poll = Polling.Begin();
        do
        {
            var count = Wire.TryReceive(_received.Free().Span);
            if (count >= 0)
            {
                _wastedPolls = 0;
                return count;
            }
        }
        while (poll.GoOn() && _server.Threads.IsOnlyOneAwake);

        _wastedPolls++;
        return -1;
    }
}
