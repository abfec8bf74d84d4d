using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Hosting;

/// <summary>
/// The jobs of a host: brings the store up to date, saves the schedules and runs the workers, from the host's start to its end. While the
/// store is away at the start, all that is done later, and the host starts without it.
/// </summary>
internal sealed partial class HostedJobs(
    IJobStore store, JobRegistry registry, JobClient client, HostedJobsPlan plan, IServiceProvider services, ILoggerFactory loggers, TimeProvider timeProvider)
    : IHostedService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<JobWorker>();
    private readonly CancellationTokenSource _stop = new();
    private ImmutableList<JobWorker> _workers = []; // Read by health checks while workers are being started.
    private Task _started = Task.CompletedTask;

    /// <summary>The workers that have been started.</summary>
    public IReadOnlyList<JobWorker> Workers => _workers;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Made here, so that options out of their range fail the start.
        JobWorkerOptions[] options = [.. plan.WorkersFor(registry).Select(configure => Configure(configure))];
        try
        {
            await BeginAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (StoreFault.IsTransient(error) && error is not OperationCanceledException)
        {
            LogStartsWithoutStore(store.Name, error);
            _started = BeginLaterAsync(options);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _started.ConfigureAwait(false);
        await Task.WhenAll(_workers.Select(worker => worker.StopAsync(cancellationToken))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private JobWorkerOptions Configure(Func<JobWorkerOptions, JobWorkerOptions> configure)
    {
        var options = configure(JobWorkerOptions.Default with { Services = services, LoggerFactory = loggers, TimeProvider = timeProvider });
        options.Validate();
        return options;
    }

    private async Task BeginAsync(JobWorkerOptions[] options, CancellationToken cancellationToken)
    {
        await store.MigrateAsync(cancellationToken).ConfigureAwait(false);
        foreach (var schedule in plan.Schedules)
        {
            await client.ScheduleAsync(schedule.Name, schedule.Schedule, schedule.Job, schedule.Missed, schedule.Options, cancellationToken).ConfigureAwait(false);
        }

        foreach (var worker in options)
        {
            _workers = _workers.Add(await JobWorker.StartAsync(store, registry, worker, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Tries again until the store answers or the host stops. Owned by <see cref="StopAsync"/>; never fails.</summary>
    private async Task BeginLaterAsync(JobWorkerOptions[] options)
    {
        var backoff = new Backoff(Jitter.Create());
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(backoff.Next(), timeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await BeginAsync(options, _stop.Token).ConfigureAwait(false);
                LogStoreIsThere(store.Name);
                return;
            }
            catch (Exception error) when (StoreFault.IsTransient(error))
            {
                // It is away still.
            }
#pragma warning disable CA1031 // The host has started, and is not to end by what its jobs lack.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogStoreRefuses(store.Name, error);
            }
        }
    }
}
