using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>
/// Claims jobs under one lease as long as there is room for them, and waits for work when there is none. The next claim is under way while
/// the last one's jobs run.
/// </summary>
/// <param name="tenure">The lease, and what is held under it.</param>
/// <param name="line">Where claimed jobs go.</param>
/// <param name="finishes">Where jobs go that are given back.</param>
/// <param name="backoff">For when the store is away.</param>
/// <param name="outage">Hears whether the store answers.</param>
/// <param name="stir">
/// Lets what is due be ready, and says how much that was: with this the claiming ends when nothing is ready, nothing runs and nothing is due.
/// Null to wait for work instead.
/// </param>
internal sealed partial class Claimer(Tenure tenure, JobLine line, FinishWriter finishes, Backoff backoff, Outage outage, Func<CancellationToken, Task<int>>? stir)
{
    /// <summary>Whoever waits for work looks after this time at the latest, should a store have missed to tell.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Jobs that waited so long for a slot, while none became free, are given back.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMilliseconds(250);

    /// <summary>So often a claim may bring nothing, though there was work, and the next wait begins at once.</summary>
    private const int FewTimes = 3;

    /// <summary>What each time more costs.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _clock = tenure.Options.TimeProvider;
    /// <summary>Who became idle for a suspect and got none does not do so again for a while: it may be one that this worker does not take.</summary>
    private static readonly TimeSpan AfterVain = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = tenure.Options.LoggerFactory.CreateLogger<JobWorker>();
    private readonly JobClaim _claim = new(
        1, tenure.Options.Queues, tenure.Options.InOrder, tenure.Options.MinPriority, tenure.Options.MaxPriority, Kinds: tenure.Kinds);

    /// <summary>When the first of the suspects began that ran one after the other; null when the last job was another.</summary>
    private long? _suspectsSince;
    private long? _vainSince;

    private bool IsIdle => tenure.Count == 0;

    /// <summary>True when other jobs have their turn, so that many suspects do not keep the worker from them.</summary>
    private bool HasHadSuspectsForLong => _suspectsSince is { } since && _clock.GetElapsedTime(since) > tenure.Options.Lease;

    /// <summary>Claims until it is told to end, or is idle where that ends it. Never fails.</summary>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var emptyHanded = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await MakeRoomAsync(cancellationToken).ConfigureAwait(false);
                await MakeWayAsync(cancellationToken).ConfigureAwait(false);
                var wasIdle = IsIdle;
                var room = Math.Max(1, line.Room);
                var claimed = await ClaimAsync(room, cancellationToken).ConfigureAwait(false);
                outage.End();
                backoff.Reset();
                if (claimed == room)
                {
                    emptyHanded = 0;
                }
                else if (stir is not null)
                {
                    if (claimed == 0 && wasIdle && await stir(cancellationToken).ConfigureAwait(false) == 0)
                    {
                        return;
                    }

                    await tenure.WhenLetGoAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    emptyHanded = claimed == 0 ? emptyHanded + 1 : 0;
                    await WaitForWorkAsync(emptyHanded, cancellationToken).ConfigureAwait(false);
                }
            }
#pragma warning disable CA1031 // The store may be away, or broken: the worker goes on when it is not any more.
            catch (Exception error)
#pragma warning restore CA1031
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    outage.Begin(error);
                    await Task.Delay(backoff.Next(), _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    /// <summary>Waits until there is room; what has waited too long for a slot is given back.</summary>
    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var room = line.WhenRoomAsync(out var mark, out var isAnyWaiting);
            if (room.IsCompleted || !isAnyWaiting)
            {
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            var waited = Task.Delay(Stuck, _clock, cancellationToken);
            if (await Task.WhenAny(room, waited).ConfigureAwait(false) == room)
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            GiveBack(line.TakeStuck(mark));
        }
    }

    /// <summary>Becomes idle when a suspect has waited long enough for a worker that is.</summary>
    private async Task MakeWayAsync(CancellationToken cancellationToken)
    {
        if (tenure.IsSuspectWaiting && !IsIdle && !(_vainSince is { } vain && _clock.GetElapsedTime(vain) < AfterVain))
        {
            _vainSince = _clock.GetTimestamp(); // Until a suspect comes of it.
            GiveBack(line.TakeWaiting());
            while (tenure.IsSuspectWaiting && !IsIdle)
            {
                await tenure.WhenLetGoAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> ClaimAsync(int room, CancellationToken cancellationToken)
    {
        var isBusy = !IsIdle || HasHadSuspectsForLong;
        IReadOnlyList<ClaimedJob> jobs;
        try
        {
            await ReleaseUnknownAsync(cancellationToken).ConfigureAwait(false);
            jobs = await tenure.Store.ClaimAsync(tenure.Lease, _claim with { Count = room, IsBusy = isBusy }, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            tenure.MayHoldUnknown = true;
            throw;
        }

        if (jobs.Count > 0)
        {
            var attempts = tenure.Hold(jobs);
            if (tenure.IsLost)
            {
                GiveBack(attempts);
            }
            else
            {
                line.Add(attempts);
            }
        }

        if (jobs is [{ IsSuspect: true }])
        {
            _suspectsSince ??= _clock.GetTimestamp();
            _vainSince = null;
            await tenure.WhenEmptyAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _suspectsSince = null;
        }

        return jobs.Count;
    }

    private async Task ReleaseUnknownAsync(CancellationToken cancellationToken)
    {
        if (tenure.MayHoldUnknown)
        {
            // Taken back before the call, so that what others say during it is not lost.
            tenure.MayHoldUnknown = false;
            LogReleasedUnknown(await tenure.Store.ReleaseUnknownAsync(tenure.Lease, [.. tenure.All().Select(attempt => attempt.Id)], cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task WaitForWorkAsync(int emptyHanded, CancellationToken cancellationToken)
    {
        if (emptyHanded > FewTimes)
        {
            // Others were quicker, or the lease has ended and the next beat will say so.
            await Task.Delay(Least * Math.Min(emptyHanded, 100), _clock, cancellationToken).ConfigureAwait(false);
        }

        _ = line.WhenRoomAsync(out var mark, out var isAnyWaiting);
        var began = _clock.GetTimestamp();
        await WaitForWorkAsync(isAnyWaiting ? Stuck : LongestWait, cancellationToken).ConfigureAwait(false);
        if (isAnyWaiting && _clock.GetElapsedTime(began) >= Stuck)
        {
            GiveBack(line.TakeStuck(mark));
        }
    }

    /// <summary>Waits until there is work, or until this worker is idle and may have suspects too.</summary>
    private async Task WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var isBusy = !IsIdle;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = tenure.Store.WaitForWorkAsync(_claim with { IsBusy = isBusy }, atMost, waiting.Token);
        if (isBusy && await Task.WhenAny(work, tenure.WhenEmptyAsync(waiting.Token)).ConfigureAwait(false) != work)
        {
            await waiting.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        await work.ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }

    private void GiveBack(IReadOnlyList<JobAttempt> attempts)
    {
        foreach (var attempt in attempts)
        {
            finishes.Add(attempt, new(attempt.Id, attempt.Term, JobOutcome.Released));
        }
    }
}
