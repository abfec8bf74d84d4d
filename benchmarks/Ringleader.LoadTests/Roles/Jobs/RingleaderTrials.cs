using System.Diagnostics;
using System.Reflection;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql;
using Ringleader.Sqlite;

namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>Ringleader.Jobs with its defaults. Peers do the same trials in benchmarks/peers/jobs.</summary>
/// <remarks>
/// Who enqueues and who works have a store each where they can, so that neither learns by a short cut through the process what it would
/// not learn in a fleet.
/// </remarks>
internal sealed class RingleaderTrials : ITrialRole
{
    private const int JobsPerCall = 1000;

    private static readonly JobFilter Unended = new() { States = [JobState.Ready, JobState.Running] };

    private readonly IJobStore _enqueuing;
    private readonly IJobStore _working;
    private readonly JobRegistry _registry = new();
    private readonly JobClient _jobs;
    private Action _onRun = () => { };
    private JobWorker? _idle;

    private RingleaderTrials(IJobStore enqueuing, IJobStore working)
    {
        _enqueuing = enqueuing;
        _working = working;
        _registry.UseJson(NoopJson.Default).AddHandler<Noop>((_, _) =>
        {
            _onRun();
            return Task.CompletedTask;
        });
        _jobs = new JobClient(enqueuing, _registry);
    }

    public string Version =>
        $"Ringleader {typeof(JobClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    public static Task<ITrialRole> InMemoryAsync()
    {
        var store = new InMemoryJobStore();
        return StartAsync(store, store);
    }

    public static Task<ITrialRole> OnSqliteAsync(string file) => StartAsync(new SqliteJobStore(file), new SqliteJobStore(file));

    /// <param name="connectionString">The database.</param>
    /// <param name="keepsHistory">False to remove jobs as soon as they have succeeded, which the peers do.</param>
    public static Task<ITrialRole> OnPostgreSqlAsync(string connectionString, bool keepsHistory)
    {
        var options = new PostgreSqlJobStoreOptions
        {
            Retention = keepsHistory ? JobRetention.Default : new JobRetention { Succeeded = TimeSpan.Zero },
        };
        return StartAsync(new PostgreSqlJobStore(connectionString, options), new PostgreSqlJobStore(connectionString, options));
    }

    public Task<TrialAnswer> RunAsync(TrialCommand command) => command.Name switch
    {
        "load" => Trials.TimedAsync(() => EnqueueInBatchesAsync(command.Count, Math.Min(command.Count, JobsPerCall))),
        "drain" => DrainAsync(command.Count, command.Size),
        "enqueue" => Trials.TimedAsync(() => Trials.ClosedLoopAsync(command.Count, command.Size, () => _jobs.EnqueueAsync(new Noop(1)))),
        "batches" => Trials.TimedAsync(() => EnqueueInBatchesAsync(command.Count, command.Size)),
        "latency" => MeasureStartsAsync(command.Count, TimeSpan.FromMilliseconds(command.Size)),
        "clear" => Trials.TimedAsync(() => _jobs.DiscardAsync(new JobFilter { States = [JobState.Ready] })),
        "idle" => Trials.TimedAsync(async () => _idle = await StartWorkerAsync(command.Size)),
        "rest" => Trials.TimedAsync(() => _idle?.StopAsync() ?? Task.CompletedTask),
        _ => throw new ArgumentException($"Here is no trial '{command.Name}'."),
    };

    public async ValueTask DisposeAsync()
    {
        await (_idle?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _enqueuing.DisposeAsync();
        await _working.DisposeAsync();
    }

    private static async Task<ITrialRole> StartAsync(IJobStore enqueuing, IJobStore working)
    {
        await enqueuing.MigrateAsync(CancellationToken.None);
        return new RingleaderTrials(enqueuing, working);
    }

    private Task<JobWorker> StartWorkerAsync(int slots) =>
        JobWorker.StartAsync(_working, _registry, new JobWorkerOptions { Slots = slots });

    private async Task EnqueueInBatchesAsync(int count, int size)
    {
        for (int made = 0; made < count; made += size)
        {
            await _jobs.EnqueueAllAsync(Enumerable.Range(made, size).Select(id => new Noop(id)));
        }
    }

    private async Task<TrialAnswer> DrainAsync(int count, int slots)
    {
        var counter = new RunCounter(count);
        _onRun = counter.Count;
        JobWorker? worker = null;
        TrialAnswer answer = await Trials.TimedAsync(async () =>
        {
            worker = await StartWorkerAsync(slots);
            await counter.All;
            await Trials.UntilAsync(async () => await _jobs.CountAsync(Unended) == 0);
        });
        await (worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        return answer;
    }

    /// <summary>Enqueues one job after the other while the worker idles: from before the enqueue to the first line of the handler.</summary>
    private async Task<TrialAnswer> MeasureStartsAsync(int count, TimeSpan pause)
    {
        await using JobWorker worker = await StartWorkerAsync(slots: 10);
        var microseconds = new double[count];
        for (int made = 0; made < count; made++)
        {
            await Task.Delay(pause);
            var started = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _onRun = () => started.SetResult(Stopwatch.GetTimestamp());
            long begun = Stopwatch.GetTimestamp();
            await _jobs.EnqueueAsync(new Noop(made));
            microseconds[made] = Stopwatch.GetElapsedTime(begun, await started.Task).TotalMicroseconds;
        }

        return new TrialAnswer { Microseconds = microseconds };
    }
}
