using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <summary>
/// Keeps a worker's lease by beating three times in its length. Time counts from before a beat is sent, by a clock that nobody sets, so the
/// lease is given up here before the store can have ended it; what runs is told to stop by then.
/// </summary>
internal sealed partial class LeaseKeeper(Tenure tenure, Backoff backoff, Outage outage, ILogger logger)
{
    private const int BeatsPerLease = 3;

    /// <summary>The share of a lease that it is given up early, for clocks that run unevenly and handlers that take time to stop.</summary>
    private const double Margin = 0.1;

    private readonly ILogger _logger = logger;
    private readonly TimeProvider _clock = tenure.Options.TimeProvider;
    private readonly TimeSpan _trusted = tenure.Lease.Duration * (1 - Margin);
    private readonly TimeSpan _pause = tenure.Lease.Duration / BeatsPerLease;

    /// <summary>A beat that failed is repeated soon, since what is left of the lease is short.</summary>
    private TimeSpan LongestRetry => _pause / 4;

    /// <summary>Beats until the lease is lost, or until it is told to end.</summary>
    /// <param name="cancellationToken">Ends the keeping; the lease goes on.</param>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var (since, pause) = (tenure.Since, _pause);
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = _trusted - _clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                Lose("the store did not confirm it in time");
                return;
            }

            await Task.Delay(pause < left ? pause : left, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left = _trusted - _clock.GetElapsedTime(since);
            if (cancellationToken.IsCancellationRequested || left <= TimeSpan.Zero)
            {
                continue;
            }

            var sent = _clock.GetTimestamp();
            try
            {
                if (!await BeatAsync(left, cancellationToken).ConfigureAwait(false))
                {
                    Lose("the store has ended it");
                    return;
                }

                (since, pause) = (sent, _pause);
                tenure.ConfirmedAt = sent;
                backoff.Reset();
                outage.End();
            }
#pragma warning disable CA1031 // Whatever the store throws, the lease is kept for as long as it stands.
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                outage.Begin(error);
                pause = backoff.Next();
                pause = pause < LongestRetry ? pause : LongestRetry;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> BeatAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(left, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var running = tenure.All();
        var progress = running.Select(attempt => attempt.Unsent).OfType<Storage.JobProgress>().ToArray();

        // A connection may hang in spite of the token, and then the time still counts.
        var beat = await tenure.BeatAsync(progress, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        if (!beat.Stands)
        {
            return false;
        }

        tenure.IsSuspectWaiting = beat.SuspectWaits;
        foreach (var report in progress)
        {
            tenure.Find(report.Id)?.MarkSent(report);
        }

        foreach (var id in beat.Cancelled)
        {
            tenure.Find(id)?.TellToStop(StopReason.CalledOff);
        }

        return true;
    }

    private void Lose(string why)
    {
        LogLost(tenure.Lease.WorkerId, why, tenure.Count);
        tenure.Lose();
    }
}
