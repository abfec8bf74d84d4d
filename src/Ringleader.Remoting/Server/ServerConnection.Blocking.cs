using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <content>The loop on a thread of its own.</content>
internal sealed partial class ServerConnection
{
    private const int IdleMilliseconds = 1000;
    private int _wastedPolls;
    private bool _isActive;

    /// <summary>
    /// Serves on the current thread until the connection is idle while another wants the thread, waits for a call, or is over.
    /// </summary>
    public void RunOnThread()
    {
        SetActive(true);
        var rest = ServeOnThread();
        SetActive(false);
        if (rest is not null)
        {
            _server.Track(Task.Run(rest));
        }
    }

    /// <summary>Gives what is to go on on the thread pool, or null when the connection is over.</summary>
    private Func<Task>? ServeOnThread()
    {
        try
        {
            while (ReadOnThread(out var status))
            {
                if (status != FrameStatus.Complete)
                {
                    Refuse(status);
                    return CloseAfterReplyAsync;
                }

                var served = ServeAsync();
                if (!served.IsCompletedSuccessfully)
                {
                    return () => FinishCallAsync(served);
                }

                if (!served.Result)
                {
                    return CloseAfterReplyAsync;
                }

                BeginReply();
                Wire.Send(_reply.Written);
                if (!EndReply())
                {
                    Finish(null);
                    return null;
                }
            }

            return RunOnPoolAsync;
        }
#pragma warning disable CA1031 // The loop's only exit for errors: they end this connection and are logged there.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Finish(error);
            return null;
        }
    }

    private void SetActive(bool active)
    {
        if (_isActive == active)
        {
            return;
        }

        _isActive = active;
        if (active)
        {
            _server.Threads.Activate();
        }
        else
        {
            _server.Threads.Rest();
        }
    }

    /// <summary>Reads one request: false when the connection is idle and another wants its thread, or when it has to wait for bytes of the budget.</summary>
    private bool ReadOnThread(out FrameStatus status)
    {
        while ((status = Parse()) == FrameStatus.Incomplete)
        {
            if (!TryAllowRest())
            {
                return false;
            }

            var count = Poll();
            if (count < 0)
            {
                count = Wire.Receive(_received.Free().Span, IdleMilliseconds);
            }

            if (count == 0)
            {
                throw new EndOfStreamException("The peer closed the connection.");
            }

            SetActive(count > 0);
            if (count > 0)
            {
                _received.Received(count);
            }
            else if (_received.UnreadLength == 0 && _server.Threads.TryYield())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Polls for the next request for a short while if no other connection is in use: the caller that just got its answer often
    /// calls again at once, and waking a halted processor takes longer than the call. Gives -1 when none came.
    /// </summary>
    private int Poll()
    {
        if (!_server.Threads.IsOnlyOneActive || (_wastedPolls >= 8 && (++_wastedPolls & 15) != 0))
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
        while (poll.GoOn() && _server.Threads.IsOnlyOneActive);

        _wastedPolls++;
        return -1;
    }
}
