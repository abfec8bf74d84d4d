using System.Diagnostics;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Server;

/// <content>One call: find the object and the method, run it, write the reply.</content>
internal sealed partial class ServerConnection
{
    /// <summary>
    /// Runs the request that was read. True when the reply is to be sent and the connection kept; false when it is to be
    /// closed, after the reply if there is one.
    /// </summary>
    private ValueTask<bool> ServeAsync()
    {
        if (!_server.TryStartCall())
        {
            var busy = new RemoteException("DRb::DRbConnError", $"too many calls are running (at most {_server.Options.MaxConcurrentCalls}); try again later");
            ErrorReply.Write(_reply, busy, this);
            return new ValueTask<bool>(false);
        }

        if (RemotingDiagnostics.IsServerObserved)
        {
            return ServeObservedAsync();
        }

        return ServeUnobservedAsync();
    }

    private ValueTask<bool> ServeUnobservedAsync()
    {
        _call.Reset();
        var outer = _call.Enter();
        try
        {
            var completion = CallDispatcher.Dispatch(_server, _call);
            if (!completion.IsCompletedSuccessfully)
            {
                return AwaitReplyAsync(completion);
            }

            _server.EndCall();
            return new ValueTask<bool>(IsCallerThere());
        }
#pragma warning disable CA1031 // Whatever a method raises is the answer to its caller.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _server.EndCall();
            return new ValueTask<bool>(Answer(error));
        }
        finally
        {
            IncomingCall.Leave(outer);
        }
    }

    private async ValueTask<bool> AwaitReplyAsync(ValueTask completion) => await AwaitCallAsync(completion).ConfigureAwait(false) && IsCallerThere();

    /// <summary>
    /// Looks whether the caller of a call that must not lose its result is still there, as late as possible: what is sent to one
    /// that has closed its connection seems to arrive. Without the caller there is no reply either.
    /// </summary>
    private bool IsCallerThere()
    {
        if (!_call.IsObserved || !Wire.HasPeerClosed())
        {
            return true;
        }

        _reply.Clear();
        _call.EndReply(isSent: false);
        return false;
    }

    private async ValueTask<bool> AwaitCallAsync(ValueTask completion)
    {
        var running = completion.AsTask();
        var watch = _call.IsTokenTaken ? new DisconnectWatch(Wire, _call) : null;
        try
        {
            await running.WaitAsync(_server.Options.CallTimeout, _server.Options.TimeProvider).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            // The method may still write its result, at any time and into the buffer that it knows.
            _reply = NewReply();
            _call.Abandon();
            _call.EndReply(isSent: false);
            _call.Cancel();
            _server.Track(running);
            ErrorReply.Write(_reply, new RemoteException("Timeout::Error", $"the call took longer than {_server.Options.CallTimeout.TotalSeconds:0.###} s, the most this server allows"), this);
            return false;
        }
#pragma warning disable CA1031 // Whatever a method raises is the answer to its caller.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Answer(error);
        }
        finally
        {
            _server.EndCall();
            if (watch is not null)
            {
                await watch.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes the reply for an exception; true when the connection goes on, as nothing is wrong with either side.</summary>
    private bool Answer(Exception error)
    {
        _reply.Clear();
        _call.EndReply(isSent: false);
        switch (error)
        {
            case BlockBreakException broken when !_call.IsOfBlock:
                return ReturnBroken(broken.Value);
            case BufferLimitException full:
                var text = full.IsBudget
                    ? $"no room for the reply to '{_call.ShownName}': {Budget}"
                    : $"the reply to '{_call.ShownName}' is larger than {_server.Options.MaxReplyBytes} bytes, the most that this server sends (MaxReplyBytes); ask for less at a time";
                _server.LogRefused(Peer, text);
                ErrorReply.Write(_reply, new RemoteException("DRb::DRbConnError", text), this);
                return true;
            case InsecureMethodException:
                _server.LogRefused(Peer, error.Message);
                return false;
            default:
                _server.LogRaised(Peer, _call.ShownName, error);
                ErrorReply.Write(_reply, error, this);
                return false;
        }
    }

    private bool ReturnBroken(object? value)
    {
        try
        {
            _call.Return(value);
            return true;
        }
#pragma warning disable CA1031 // A value that cannot be sent is an error to the caller, as it is for one that a method returns.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Answer(error);
        }
    }

    private async ValueTask<bool> ServeObservedAsync()
    {
        var clock = _server.Options.TimeProvider;
        var started = clock.GetTimestamp();
        using var activity = RemotingDiagnostics.Activities.StartActivity("druby call", ActivityKind.Server);
        var keep = await ServeUnobservedAsync().ConfigureAwait(false);
        var method = _call.ShownName;
        activity?.SetTag("rpc.system", "druby").SetTag("rpc.method", method).SetTag("client.address", Peer);
        if (!keep)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        var tags = new TagList { { "rpc.method", keep ? method : "(failed)" } };
        RemotingDiagnostics.ServerDuration.Record(clock.GetElapsedTime(started).TotalSeconds, tags);
        return keep;
    }
}
