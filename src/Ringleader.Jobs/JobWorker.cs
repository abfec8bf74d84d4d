using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Diagnostics;
using Ringleader.Jobs.Scheduling;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs;

/// <summary>
/// Takes jobs from a store and runs them, many at a time, until it is stopped. It also does what any node does for all: it takes back the
/// jobs of dead workers and fires schedules. Thread-safe.
/// </summary>
/// <remarks>
/// <para>A worker holds its jobs under a lease that it confirms all the time. If it cannot, since the store is away or the process was
/// suspended, it tells what runs to stop before others may take it, refuses to believe late ends, and starts anew.</para>
/// <para>A store that is away stops no worker: it asks again, less and less often, and goes on as soon as the store answers. Nor does a job,
/// whatever it throws.</para>
/// </remarks>
public sealed partial class JobWorker : IAsyncDisposable
{
    /// <summary>What handlers get to stop once they were told to, and the store to answer once the worker has to go.</summary>
    private static readonly TimeSpan LastMoments = TimeSpan.FromSeconds(5);

    private readonly IJobStore _store;
    private readonly JobWorkerOptions _options;
    private readonly ILogger _logger;
    private readonly Jitter _jitter = Jitter.Create();
    private readonly Outage _outage;
    private readonly RunTally _tally = new();
    private readonly FinishWriter _finishes;
    private readonly JobLine _line;
    private readonly WatchedWorker _watched;
    private readonly Sweeper _sweeper;
    private readonly ScheduleFirer _firer;
    private readonly FailureReporter _failures;
    private readonly WorkerMode _mode;
    private readonly IReadOnlyDictionary<string, int> _kinds;
    private readonly JobClient _jobs;
    private Tenure? _tenure; // The last one.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JobWorker(IJobStore store, JobRegistry registry, JobWorkerOptions options, WorkerMode mode)
    {
        _store = store;
        _options = options;
        _mode = mode;
        _kinds = registry.Kinds.Versions;
        _jobs = mode.Client ?? new JobClient(store, registry, JobClientOptions.Default with { TimeProvider = options.TimeProvider });
        _logger = options.LoggerFactory.CreateLogger<JobWorker>();
        _outage = new(store.Name, options.TimeProvider, _logger);
        _finishes = new(options, _jitter, _outage, _tally, _giveUp.Token);
        _line = new(options.Slots, new AttemptRunner(registry, new(options.Retry, _jitter), _finishes, mode.Failed, _logger), _finishes, mode.ClaimsAhead && options.MaxCrashes > 0);
        _sweeper = new(store, new UnservedKinds(_jobs, options), options, _jitter);
        _firer = new(store, options, _jitter);
        _failures = new(store, registry, options, _jobs, _jitter);
        _finishes.FailureRecorded = _failures.Wake;
        _watched = new(store, _line, options.TimeProvider, _outage);
        JobsDiagnostics.Watch(_watched);
        Name = options.Name ?? WorkerName.OfProcess();
        Completion = RunAsync();
    }

    /// <summary>How it is called in logs and lists.</summary>
    public string Name { get; }

    /// <summary>
    /// How long ago the store last confirmed the worker's lease; null while it has none yet. It stays below a third of
    /// <see cref="JobWorkerOptions.Lease"/> as long as all is well.
    /// </summary>
    public TimeSpan? HeartbeatAge => Volatile.Read(ref _tenure) is { } tenure ? _options.TimeProvider.GetElapsedTime(tenure.ConfirmedAt) : null;

    /// <summary>How long the worker is believed to live without a heartbeat.</summary>
    internal TimeSpan Lease => _options.Lease;

    /// <summary>Ends when the worker has stopped.</summary>
    public Task Completion { get; }

    /// <summary>Starts a worker. It runs until it is stopped or disposed.</summary>
    /// <param name="store">Where the jobs are; it stays the caller's.</param>
    /// <param name="registry">The kinds that it can run. It takes no more kinds from now on.</param>
    /// <param name="options">How it works; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>
    /// The worker, once the store knows of it; if the store does not answer the first time, the worker anyway, and it goes on asking.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<JobWorker> StartAsync(
        IJobStore store, JobRegistry registry, JobWorkerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var worker = Create(store, registry, options, WorkerMode.Service);
        try
        {
            await worker._started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Runs what is ready now or due by a schedule, and what becomes ready by that, and ends when there is nothing more: for a run from cron,
    /// and for tests. What becomes due later is not waited for.
    /// </summary>
    /// <param name="store">Where the jobs are.</param>
    /// <param name="registry">The kinds that can be run.</param>
    /// <param name="options">How to work; the defaults when null.</param>
    /// <param name="cancellationToken">Stops as <see cref="StopAsync"/> does.</param>
    /// <returns>How the attempts ended.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Task<JobRunCounts> RunUntilIdleAsync(
        IJobStore store, JobRegistry registry, JobWorkerOptions? options = null, CancellationToken cancellationToken = default) =>
        RunUntilIdleAsync(store, registry, options, WorkerMode.Service with { EndsWhenIdle = true }, cancellationToken);

    internal static async Task<JobRunCounts> RunUntilIdleAsync(
        IJobStore store, JobRegistry registry, JobWorkerOptions? options, WorkerMode mode, CancellationToken cancellationToken)
    {
        var worker = Create(store, registry, options, mode);
        await using (worker.ConfigureAwait(false))
        {
            var stopping = cancellationToken.UnsafeRegister(static worker => ((JobWorker)worker!).BeginStop(), worker);
            await using (stopping.ConfigureAwait(false))
            {
                await worker.Completion.ConfigureAwait(false);
                return worker._tally.ToCounts();
            }
        }
    }

    /// <summary>
    /// Stops it in order: it claims nothing more, what runs may go on for <see cref="JobWorkerOptions.StopTimeout"/> and is then told to stop,
    /// and what has not ended is ready again for other workers, without an attempt lost.
    /// </summary>
    /// <param name="cancellationToken">Waits no longer for what runs: it is told to stop at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        BeginStop();
        var hurry = cancellationToken.UnsafeRegister(static worker => Cancel(((JobWorker)worker!)._hurry), this);
        await using (hurry.ConfigureAwait(false))
        {
            await Completion.ConfigureAwait(false);
        }
    }

    /// <summary>Stops it as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
        _hurry.Dispose();
        _giveUp.Dispose();
    }

    private static JobWorker Create(IJobStore store, JobRegistry registry, JobWorkerOptions? options, WorkerMode mode)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(registry);
        options ??= JobWorkerOptions.Default;
        options.Validate();
        return new(store, registry, options, mode);
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was stopped and disposed meanwhile.
        }
    }

    private void BeginStop() => Cancel(_stop);
}
