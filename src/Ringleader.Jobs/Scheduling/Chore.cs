using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Scheduling;

/// <summary>Something that a worker does again and again for all nodes. Each node does, so that it does not matter which of them live.</summary>
/// <param name="turn">Does it once, and says how long to wait until the next time.</param>
/// <param name="timeProvider">The clock for the waiting.</param>
/// <param name="jitter">For the back-off.</param>
/// <param name="outage">Hears whether the store answers.</param>
internal sealed class Chore(Func<CancellationToken, Task<TimeSpan>> turn, TimeProvider timeProvider, Jitter jitter, Outage outage)
{
    private readonly Backoff _backoff = new(jitter);

    /// <summary>Does it until it is told to end. Never fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await turn(cancellationToken).ConfigureAwait(false);
                _backoff.Reset();
                outage.End();
            }
#pragma warning disable CA1031 // The store may be away; the next turn does what this one did not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                pause = _backoff.Next();
                if (!cancellationToken.IsCancellationRequested)
                {
                    outage.Begin(error);
                }
            }

            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
