using Npgsql;
using Ringleader.Conformance.Jobs;
using Ringleader.Jobs;

namespace Ringleader.PostgreSql.Tests;

/// <summary>A store behind a PgBouncer in transaction mode.</summary>
public sealed class PoolerTests : IAsyncLifetime
{
    private const int Jobs = 400;
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(120);

    private readonly PostgreSqlBackend _backend = new();
    private PgBouncer _pooler = null!;

    public async ValueTask InitializeAsync()
    {
        await _backend.OpenAsync(JobRetention.Default);
        _pooler = await PgBouncer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _pooler.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task All_jobs_are_enqueued_and_succeed_behind_a_pooler_without_prepared_statements()
    {
        await using var store = Open(";Max Auto Prepare=0");
        var (registry, runs) = CountRuns();
        var jobs = new JobClient(store, registry);

        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => jobs.EnqueueAsync(new TextJob(null), new() { MaxAttempts = 1 }))).WaitAsync(SafetyNet);
        await Task.WhenAll(
            JobWorker.RunUntilIdleAsync(store, registry),
            JobWorker.RunUntilIdleAsync(store, registry)).WaitAsync(SafetyNet);

        Assert.Equal(Jobs, await jobs.CountAsync(new() { States = [JobState.Succeeded] }));
        Assert.Equal(Jobs, runs());
    }

    [Fact]
    public async Task No_succeeded_job_becomes_failed_when_a_pooler_mixes_up_prepared_statements()
    {
        // Enqueued without the pooler: this is about what workers record.
        await using var direct = _backend.OpenAnother();
        await using var store = Open("");
        var (registry, runs) = CountRuns();
        var jobs = new JobClient(direct, registry);
        await jobs.EnqueueAllAsync(Enumerable.Range(0, Jobs).Select(_ => new TextJob(null)), new JobOptions { MaxAttempts = 1 });

        await Task.WhenAll(
            JobWorker.RunUntilIdleAsync(store, registry, new() { Slots = 3 }),
            JobWorker.RunUntilIdleAsync(store, registry, new() { Slots = 3 })).WaitAsync(SafetyNet);
        await JobWorker.RunUntilIdleAsync(direct, registry).WaitAsync(SafetyNet);

        Assert.Equal(0, await jobs.CountAsync(new() { States = [JobState.Failed] }));
        Assert.Equal(Jobs, await jobs.CountAsync(new() { States = [JobState.Succeeded] }));
        Assert.True(runs() >= Jobs);
    }

    [Fact]
    public async Task An_idle_worker_behind_a_pooler_starts_jobs_and_leaves_no_lock_and_no_listener_on_the_server()
    {
        await using var store = Open(";Max Auto Prepare=0");
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registry = new JobRegistry().AddHandler<TextJob>((_, _) =>
        {
            ran.TrySetResult();
            return Task.CompletedTask;
        });
        await using var worker = await JobWorker.StartAsync(store, registry);

        await new JobClient(store, registry).EnqueueAsync(new TextJob(null));
        await ran.Task.WaitAsync(SafetyNet);

        // The server processes of the pooler are asked one after the other until each has answered.
        await using var source = NpgsqlDataSource.Create(_pooler.ConnectionString + ";Max Auto Prepare=0;No Reset On Close=true");
        await using var held = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM pg_listening_channels() AS channel WHERE channel = '{_backend.Schema}_work'", held);
        for (var time = 0; time < 20; time++)
        {
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }

        await using var locks = new NpgsqlCommand(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND mode = 'ShareLock' AND state = 'idle' AND query LIKE '%be_idle%'", held);
        Assert.Equal(0L, await locks.ExecuteScalarAsync());
    }

    private PostgreSqlJobStore Open(string settings) => new(_pooler.ConnectionString + settings, new() { Schema = _backend.Schema });

    private static (JobRegistry Registry, Func<int> Runs) CountRuns()
    {
        var runs = 0;
        var registry = new JobRegistry().AddHandler<TextJob>((_, _) =>
        {
            Interlocked.Increment(ref runs);
            return Task.CompletedTask;
        });
        return (registry, () => Volatile.Read(ref runs));
    }
}
