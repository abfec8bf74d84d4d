using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>One call of <c>read</c> or <c>move</c> that may have to wait in a Ruby process.</summary>
/// <param name="space">The space, through a client without a limit for calls.</param>
/// <param name="method">The method.</param>
/// <param name="timeout">How long to wait; zero, positive or infinite.</param>
/// <param name="clock">Measures the wait.</param>
internal sealed class RindaWait(RemoteObject space, string method, TimeSpan timeout, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private RemoteObject? _template;

    /// <summary>Calls, with the seconds added to the arguments.</summary>
    /// <param name="arguments">The arguments before the seconds.</param>
    /// <param name="giveUp">Asked when the time is over or the caller leaves: false when the answer is already here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; null when the time is over.</returns>
    public async ValueTask<object?> CallAsync(object?[] arguments, Func<bool> giveUp, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        object? seconds = timeout == Timeout.InfiniteTimeSpan ? null : timeout.TotalSeconds;
        using var abort = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(timeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout, clock);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Action<object?>? block = timeout == TimeSpan.Zero ? null : template => Volatile.Write(ref _template, template as RemoteObject);
        var call = space.CallAsync(method, [.. arguments, seconds], block, abort.Token).AsTask();
        try
        {
            return await PeerProbe.GuardAsync(call, space, clock, leave.Token).ConfigureAwait(false);
        }
        catch (RequestExpiredException)
        {
            return null;
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            if (!giveUp())
            {
                return await call.ConfigureAwait(false);
            }

            await CancelAsync(call).ConfigureAwait(false);
        }
        finally
        {
            await abort.CancelAsync().ConfigureAwait(false);
            await call.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    /// <summary>
    /// Cancels the template that waits in Ruby until the call ends. Once is not always enough: Rinda's <c>read</c> does not look
    /// again between being cancelled and beginning to wait.
    /// </summary>
    private async Task CancelAsync(Task call)
    {
        for (var pause = FirstPause; pause <= LongestPause && !call.IsCompleted; pause *= 2)
        {
            if (Volatile.Read(ref _template) is { } template)
            {
                using var limit = new CancellationTokenSource(LongestPause, clock);
                try
                {
                    await template.CallAsync("cancel", cancellationToken: limit.Token).ConfigureAwait(false);
                }
                catch (Exception error) when (error is RemotingException or OperationCanceledException or TimeoutException)
                {
                    return; // The peer is gone or stuck; the connection is closed in any case.
                }
            }

            await Task.WhenAny(call, Task.Delay(pause, clock)).ConfigureAwait(false);
        }
    }
}
