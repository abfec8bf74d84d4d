using System.Security.Cryptography;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// Calls that may be made again: while the store cannot be reached they are, after growing random delays, until the time is up. Only for
/// calls that carry a token, since an attempt that failed may have done its work.
/// </summary>
internal sealed class StoreCalls(IJobStore store, TimeSpan retryFor, TimeProvider timeProvider)
{
    private const int FirstDelayMilliseconds = 50;
    private const int LongestDelayMilliseconds = 2000;

    /// <summary>Makes the call.</summary>
    /// <param name="call">The call; handed what it needs, so that nothing is captured.</param>
    /// <param name="argument">What it needs.</param>
    /// <param name="cancellationToken">Gives up; the call may have done its work by then.</param>
    public async ValueTask<TResult> CallAsync<TArgument, TResult>(
        Func<IJobStore, TArgument, CancellationToken, Task<TResult>> call, TArgument argument, CancellationToken cancellationToken)
    {
        var start = timeProvider.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan left;
            try
            {
                return await call(store, argument, cancellationToken).ConfigureAwait(false);
            }
            catch (RingleaderException problem) when (problem.IsTransient && (left = retryFor - timeProvider.GetElapsedTime(start)) > TimeSpan.Zero)
            {
                // Tried again below: the store will be back, or the time is up and its error is the caller's.
            }

            var delay = Delay(attempt);
            await Task.Delay(delay < left ? delay : left, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Anything up to a bound that doubles, so that many who lost the store at the same time do not come back at the same time.</summary>
    private static TimeSpan Delay(int attempt)
    {
        var longest = Math.Min(LongestDelayMilliseconds, FirstDelayMilliseconds << Math.Min(attempt, 10));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest) + 1);
    }
}
