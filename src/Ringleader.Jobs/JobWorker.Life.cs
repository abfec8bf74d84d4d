using Ringleader.Jobs.Scheduling;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs;

/// <content>What a worker does from its start to its end.</content>
public sealed partial class JobWorker
{
    private async Task RunAsync()
    {
        // The constructor goes on meanwhile.
        await Task.Yield();
        try
        {
            var chores = _mode.EndsWhenIdle ? Task.CompletedTask : Task.WhenAll(
                RunChoreAsync(_sweeper.TakeTurnAsync),
                RunChoreAsync(_firer.TakeTurnAsync),
                _failures.IsNeeded ? RunChoreAsync(_failures.TakeTurnAsync) : Task.CompletedTask);
            Tenure? tenure;
            do
            {
                tenure = await StartTenureAsync().ConfigureAwait(false);
            }
            while (tenure is not null && !await ServeAsync(tenure).ConfigureAwait(false));
            if (tenure is null)
            {
                // What ran under an earlier lease may still be ending.
                await WindDownAsync(tenure).ConfigureAwait(false);
            }

            await chores.ConfigureAwait(false);
        }
        finally
        {
            JobsDiagnostics.Forget(_watched);
            await _watched.DisposeAsync().ConfigureAwait(false);
            _started.TrySetResult();
        }
    }

    private Task RunChoreAsync(Func<CancellationToken, Task<TimeSpan>> turn) =>
        new Chore(turn, _options.TimeProvider, _jitter, _outage).RunAsync(_stop.Token);

    /// <summary>Gets a lease, however long that takes; null when the worker is to stop before.</summary>
    private async Task<Tenure?> StartTenureAsync()
    {
        var backoff = new Backoff(_jitter);
        while (!_stop.IsCancellationRequested)
        {
            var since = _options.TimeProvider.GetTimestamp();
            try
            {
                await _failures.BeginAsync(_stop.Token).ConfigureAwait(false); // Before any job can fail here.
                var lease = await _store.StartWorkerAsync(new(Name, _options.Queues, _options.Slots, _options.Lease, _kinds), _stop.Token).ConfigureAwait(false);
                _outage.End();
                _started.TrySetResult();
                LogStarted(Name, lease.WorkerId, _store.Name);
                var tenure = new Tenure(_store, lease, since, _options, _jobs) { Kinds = _kinds };
                Volatile.Write(ref _tenure, tenure);
                return tenure;
            }
#pragma warning disable CA1031 // The store may be away; the worker begins when it is there.
            catch (Exception error) when (!(_mode.EndsWhenIdle && !StoreFault.IsTransient(error)))
#pragma warning restore CA1031
            {
                if (!_stop.IsCancellationRequested)
                {
                    _outage.Begin(error);
                }
            }

            _started.TrySetResult();
            await Task.Delay(backoff.Next(), _options.TimeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    /// <summary>Works under a lease.</summary>
    /// <returns>False when the lease was lost and the worker is to start anew.</returns>
    private async Task<bool> ServeAsync(Tenure tenure)
    {
        using var claiming = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var keeping = new CancellationTokenSource();
        var claimed = new Claimer(tenure, _line, _finishes, new(_jitter), _outage, _mode.EndsWhenIdle ? StirAsync : null).ClaimAsync(claiming.Token);
        var kept = new LeaseKeeper(tenure, new(_jitter), _outage, _logger).KeepAsync(keeping.Token);
        await Task.WhenAny(claimed, kept).ConfigureAwait(false);
        await claiming.CancelAsync().ConfigureAwait(false);
        await claimed.ConfigureAwait(false);
        GiveBackWaiting();
        if (tenure.IsLost && !_stop.IsCancellationRequested)
        {
            return false;
        }

        await WindDownAsync(tenure).ConfigureAwait(false);
        await keeping.CancelAsync().ConfigureAwait(false);
        await kept.ConfigureAwait(false);
        await EndTenureAsync(tenure).ConfigureAwait(false);
        LogStopped(Name, tenure.Lease.WorkerId);
        return true;
    }

    /// <summary>Lets what is due be ready, for a run that ends when there is nothing to do.</summary>
    private async Task<int> StirAsync(CancellationToken cancellationToken)
    {
        var swept = await _sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
        var fired = await _firer.FireDueAsync(cancellationToken).ConfigureAwait(false);
        return swept.Due + swept.Rescued + fired.Fired + await _failures.ReportAsync(cancellationToken).ConfigureAwait(false);
    }

    private void GiveBackWaiting()
    {
        foreach (var attempt in _line.TakeWaiting())
        {
            _finishes.Add(attempt, new(attempt.Id, attempt.Term, JobOutcome.Released));
        }
    }

    /// <summary>Lets what runs end, tells it to stop when it does not, and has all that written down.</summary>
    private async Task WindDownAsync(Tenure? tenure)
    {
        await WithinAsync(_line.WhenQuietAsync(), _options.StopTimeout, _hurry.Token).ConfigureAwait(false);
        if (_line.Running is var running and > 0)
        {
            LogTellingToStop(Name, running);
            tenure?.Stop(StopReason.WorkerStops);
            await WithinAsync(_line.WhenQuietAsync(), LastMoments, CancellationToken.None).ConfigureAwait(false);
            if (_line.Running is var deaf and > 0)
            {
                LogDeaf(Name, deaf);
            }
        }

        await WithinAsync(_finishes.WhenWrittenAsync(), LastMoments, CancellationToken.None).ConfigureAwait(false);
        await _giveUp.CancelAsync().ConfigureAwait(false);
        await _finishes.WhenWrittenAsync().ConfigureAwait(false);
    }

    private async Task EndTenureAsync(Tenure tenure)
    {
        try
        {
            using var late = new CancellationTokenSource(LastMoments, _options.TimeProvider);
            await _store.StopWorkerAsync(tenure.Lease, late.Token).WaitAsync(late.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What the worker still holds is taken back from it when its lease has ended.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotEnded(Name, tenure.Lease.WorkerId, error);
        }
    }

    private async Task WithinAsync(Task task, TimeSpan time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(time, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
