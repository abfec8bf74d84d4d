using System.Security.Cryptography;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>
/// A call that waits at a server and may be cancelled. Closing its connection would lose a tuple whose answer is on its way; so the
/// server is asked to end the wait, and the answer decides: a tuple that was found is given although the caller had left.
/// </summary>
internal static class CancellableCall
{
    private const long Mask = (1L << 62) - 1;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes the call with a number of its own.</summary>
    /// <param name="remote">The server.</param>
    /// <param name="call">Makes the call; the token closes its connection.</param>
    /// <param name="clock">Measures how long a server that does not answer is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<T?> RunAsync<T>(
        ILeasingSpace remote, Func<long, CancellationToken, ValueTask<T?>> call, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var number = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & Mask;
        using var abort = new CancellationTokenSource();
        var answer = call(number, abort.Token).AsTask();
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), left).ConfigureAwait(false))
        {
            if (await Task.WhenAny(answer, left.Task).ConfigureAwait(false) == answer)
            {
                return await answer.ConfigureAwait(false);
            }
        }

        await EndAsync(remote, number, answer, clock).ConfigureAwait(false);
        await abort.CancelAsync().ConfigureAwait(false);
        try
        {
            return await answer.ConfigureAwait(false) ?? throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException error) when (abort.IsCancellationRequested)
        {
            throw new OperationCanceledException("The wait was cancelled.", error, cancellationToken);
        }
    }

    /// <summary>Asks until the call has ended; the first question may arrive before the call does.</summary>
    private static async Task EndAsync(ILeasingSpace remote, long number, Task answer, TimeProvider clock)
    {
        for (var pause = FirstPause; pause <= LongestPause && !answer.IsCompleted; pause *= 2)
        {
            using var limit = new CancellationTokenSource(LongestPause, clock);
            try
            {
                await remote.CancelWaitAsync(number, limit.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is RemotingException or TimeoutException or OperationCanceledException or ObjectDisposedException)
            {
                return; // The server is gone or stuck; the connection is closed in any case.
            }

            await Task.WhenAny(answer, Task.Delay(pause, clock)).ConfigureAwait(false);
        }
    }
}
