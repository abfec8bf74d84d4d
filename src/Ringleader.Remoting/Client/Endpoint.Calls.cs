using System.Net.Sockets;
using System.Security.Authentication;
using System.Runtime.CompilerServices;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Protocol;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <content>One call: write, wait, read.</content>
internal sealed partial class Endpoint
{
    /// <summary>A request of this size may fill the kernel's buffer, so writing it may have to wait for the peer.</summary>
    private const int LargeRequest = 16 * 1024;

    /// <summary>Sends a sealed call and reads its answer. The call is recycled in any case.</summary>
    public ValueTask<T> CallAsync<T>(OutgoingCall call, ResultReader<T> read, CancellationToken cancellationToken)
    {
        if (RemotingDiagnostics.IsClientObserved)
        {
            return CallObservedAsync(call, read, cancellationToken);
        }

        return CallUnobservedAsync(call, read, cancellationToken);
    }

    /// <summary>Sends a sealed call and blocks until its answer is read. The call is recycled in any case.</summary>
    public T Call<T>(OutgoingCall call, ResultReader<T> read)
    {
        ClientConnection connection;
        try
        {
            connection = TryTake(_blockingPool) ?? Blocking.Wait(TakeAsync(_blockingPool, call.MethodName, CancellationToken.None));
        }
        catch (RemotingConnectionException) when (call.HasRoute && call.TryRedirect())
        {
            return call.Target.Endpoint.Call(call, read);
        }
        catch
        {
            call.Recycle();
            throw;
        }

        _client.CallStarted();
        try
        {
            StartClock(connection);
            connection.Wire.Send(call.Frames);
            while (!IsComplete(connection))
            {
                if (!PollForReply(connection))
                {
                    connection.Receive(Timeout.Infinite);
                }
            }
        }
        catch (Exception error) when (IsConnectionError(error))
        {
            throw Failed(connection, call, error, CancellationToken.None);
        }
        finally
        {
            _client.CallEnded();
        }

        return Finish(connection, call, read, CancellationToken.None);
    }

    private ValueTask<T> CallUnobservedAsync<T>(OutgoingCall call, ResultReader<T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled || call.Frames.Length > LargeRequest || TryTake(_pool) is not { } connection)
        {
            return CallFromStartAsync(call, read, cancellationToken);
        }

        _client.CallStarted();
        try
        {
            StartClock(connection);
            connection.Wire.Send(call.Frames);
            if (!PollForReply(connection) || !IsComplete(connection))
            {
                return AwaitReplyAsync(connection, call, read);
            }
        }
        catch (Exception error) when (IsConnectionError(error))
        {
            _client.CallEnded();
            return ValueTask.FromException<T>(Failed(connection, call, error, cancellationToken));
        }

        _client.CallEnded();
        try
        {
            return new ValueTask<T>(Finish(connection, call, read, CancellationToken.None));
        }
#pragma warning disable CA1031 // The error is raised where the task is awaited, as it is for a call that has to wait.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ValueTask.FromException<T>(error);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> AwaitReplyAsync<T>(ClientConnection connection, OutgoingCall call, ResultReader<T> read)
    {
        try
        {
            while (!IsComplete(connection))
            {
                await connection.ReceiveAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (IsConnectionError(error))
        {
            throw Failed(connection, call, error, CancellationToken.None);
        }
        finally
        {
            _client.CallEnded();
        }

        return Finish(connection, call, read, CancellationToken.None);
    }

    /// <summary>The path with everything: a token, a new connection, a large request.</summary>
    private async ValueTask<T> CallFromStartAsync<T>(OutgoingCall call, ResultReader<T> read, CancellationToken cancellationToken)
    {
        ClientConnection connection;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            connection = TryTake(_pool) ?? await TakeAsync(_pool, call.MethodName, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingConnectionException) when (call.HasRoute && call.TryRedirect())
        {
            return await call.Target.Endpoint.CallFromStartAsync(call, read, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            call.Recycle();
            throw;
        }

        _client.CallStarted();
        try
        {
            await using (cancellationToken.UnsafeRegister(
                static state => ((ClientConnection)state!).Abort(AbortReason.Cancelled), connection).ConfigureAwait(false))
            {
                StartClock(connection);
                await connection.Wire.SendAsync(call.FramesMemory).ConfigureAwait(false);
                while (!IsComplete(connection))
                {
                    await connection.ReceiveAsync().ConfigureAwait(false);
                }
            }

            if (connection.AbortReason != AbortReason.None)
            {
                throw new EndOfStreamException("The call was ended as its answer arrived.");
            }
        }
        catch (Exception error) when (IsConnectionError(error))
        {
            throw Failed(connection, call, error, cancellationToken);
        }
        finally
        {
            _client.CallEnded();
        }

        return Finish(connection, call, read, cancellationToken);
    }

    private void StartClock(ClientConnection connection) =>
        connection.Deadline = _client.Options.TimeProvider.DueAt(_client.Options.CallTimeout);

    private bool IsComplete(ClientConnection connection)
    {
        if (!connection.HasPartialReply)
        {
            return false;
        }

        var status = connection.TryParse(_client.Options.Marshal.MaxBytes);
        return status switch
        {
            FrameStatus.Incomplete => false,
            FrameStatus.Complete => true,
            FrameStatus.TooLarge => throw new InvalidDataException(CallErrors.TooLarge(connection.Claimed, _client.Options.Marshal.MaxBytes)),
            _ => throw new InvalidDataException("The answer does not begin with true or false, so the peer does not speak the druby protocol."),
        };
    }

    /// <summary>
    /// Polls for a short while when this is the only call in flight: waking a halted processor takes several times longer
    /// than the whole call. With more calls in flight polling would take their processor.
    /// </summary>
    private bool PollForReply(ClientConnection connection)
    {
        if (!_client.IsOnlyCall || !connection.Wire.CanBlock || !connection.PollIsWorthwhile)
        {
            return false;
        }

        var poll = Polling.Begin();
        do
        {
            if (connection.TryReceive())
            {
                connection.PollEnded(found: true);
                return true;
            }
        }
        while (poll.GoOn() && _client.IsOnlyCall);

        connection.PollEnded(found: false);
        return false;
    }

    private T Finish<T>(ClientConnection connection, OutgoingCall call, ResultReader<T> read, CancellationToken cancellationToken)
    {
        // The time of the call goes on while its answer is read, but nothing else may end the connection meanwhile.
        connection.Work.Begin(connection.Deadline, cancellationToken);
        connection.Deadline = long.MaxValue;
        var healthy = false;
        try
        {
            var result = new RemoteValue(connection.Result, _client.Options.Marshal, References, connection.Work);
            if (!connection.Succeeded)
            {
                throw RemoteErrors.FromWire(result.ToObject(), call.Target, call.MethodName);
            }

            var value = read(result);
            connection.EndReply();
            healthy = connection.AbortReason == AbortReason.None && !connection.HasPartialReply;
            return value;
        }
        catch (EndOfStreamException error) when (connection.IsAborted)
        {
            throw CallErrors.Failed(connection, call.Target.Uri, call.MethodName, _client.Options.CallTimeout, error, cancellationToken);
        }
        finally
        {
            call.Recycle();
            GiveBack(connection, healthy);
        }
    }

    private void GiveBack(ClientConnection connection, bool healthy)
    {
        if (healthy)
        {
            connection.IdleSince = _client.Options.TimeProvider.GetTimestamp();
            connection.Pool.Return(connection);
        }
        else
        {
            connection.Pool.Discard(connection);
        }
    }

    private Exception Failed(ClientConnection connection, OutgoingCall call, Exception error, CancellationToken cancellationToken)
    {
        var result = CallErrors.Failed(connection, call.Target.Uri, call.MethodName, _client.Options.CallTimeout, error, cancellationToken);
        call.Recycle();
        connection.Pool.Discard(connection);
        return result;
    }

    private static bool IsConnectionError(Exception error) =>
        error is SocketException or IOException or ObjectDisposedException or InvalidDataException or AuthenticationException;
}
