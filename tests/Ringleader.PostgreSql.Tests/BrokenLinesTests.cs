using Npgsql;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Testing;
using static Ringleader.Conformance.Jobs.Faults.Insistence;

namespace Ringleader.PostgreSql.Tests;

/// <summary>What holds while the server ends connections, or itself.</summary>
public sealed class BrokenLinesTests
{
    private const int Runs = 3;

    private static CancellationToken None => CancellationToken.None;

    private static NewJob NewJob() => new() { Kind = "work", Arguments = "{}"u8.ToArray(), Token = Guid.CreateVersion7() };

    [Fact]
    public async Task Histories_hold_what_the_store_promises_while_the_server_ends_connections()
    {
        var first = Random.Shared.Next(1_000_000);
        for (var run = 0; run < Runs; run++)
        {
            var seed = (first + run) % 1_000_000;
            await using var source = NpgsqlDataSource.Create(TestServer.ConnectionString + ";Application Name=broken;Maximum Pool Size=40");
            await using var backend = new PostgreSqlBackend(source);
            var store = StoreOverBrokenLines.Over(await backend.OpenAsync(new() { Succeeded = TimeSpan.FromDays(365), Cancelled = TimeSpan.FromDays(365) }));
            using var over = new CancellationTokenSource();
            var storm = EndConnectionsAsync(new Random(seed), over.Token);

            var history = await JobSimulation.RunAsync(backend, store, seed);

            await over.CancelAsync();
            var ended = await storm;
            var faults = JobHistoryCheck.FindFaults(history);
            Assert.True(faults.Count == 0, $"Seed {seed}:\n{string.Join('\n', faults.Take(20))}");
            Assert.True(ended > 10 && ((StoreOverBrokenLines)(object)store).Broken > 0, $"Seed {seed} ended only {ended} connections, and no call noticed.");
        }
    }

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_the_server_crashes_and_work_goes_on_when_it_is_back()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var store = new PostgreSqlJobStore(server.ConnectionString + ";Timeout=5");
        await store.MigrateAsync(None);
        var acknowledged = new List<JobId>();
        var done = new HashSet<JobId>();
        using var over = new CancellationTokenSource();
        var working = Task.Run(() => WorkAsync(store, done, over.Token));
        for (var number = 0; number < 120; number++)
        {
            if (number == 40)
            {
                await server.StopAsync(isImmediate: true);
                await server.StartAgainAsync();
            }

            var jobs = new[] { NewJob() };
            acknowledged.Add((await InsistAsync(() => store.EnqueueAsync(jobs, None)))[0].Id);
        }

        while (!working.IsCompleted && await InsistAsync(() => store.CountAsync(new() { States = [JobState.Ready, JobState.Running] }, None)) > 0)
        {
            await Task.Yield();
        }

        await over.CancelAsync();
        await working;
        Assert.Equal(120, acknowledged.Distinct().Count());
        Assert.Empty(acknowledged.Except(done));
        Assert.Equal(120, await store.CountAsync(new() { States = [JobState.Succeeded] }, None));
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_transient_error_and_one_that_may_only_be_read_too()
    {
        await using var server = await PostgreSqlServer.StartAsync(isDurable: false);
        await using var store = new PostgreSqlJobStore(server.ConnectionString + ";Timeout=5");
        await store.MigrateAsync(None);
        await ExecuteAsync(server, "ALTER DATABASE postgres SET default_transaction_read_only = on; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'");

        // The first call may still meet the connection that was ended.
        await InsistAsync(() => store.GetTimeAsync(None));
        Assert.True((await Assert.ThrowsAsync<JobStoreException>(() => store.EnqueueAsync([NewJob()], None))).IsTransient);
        await ExecuteAsync(server, "ALTER DATABASE postgres RESET default_transaction_read_only");
        Assert.Single(await InsistAsync(() => store.EnqueueAsync([NewJob()], None)));

        await server.StopAsync(isImmediate: true);
        Assert.True((await Assert.ThrowsAsync<JobStoreException>(() => store.EnqueueAsync([NewJob()], None))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<JobStoreException>(() => store.WaitForWorkAsync(new(1, []), TimeSpan.FromDays(1), None))).IsTransient);
        await server.StartAgainAsync();
        Assert.Equal(1, await InsistAsync(() => store.CountAsync(JobFilter.All, None)));
    }

    private static async Task ExecuteAsync(PostgreSqlServer server, string text)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false;Options=-c default_transaction_read_only=off");
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A worker that takes up again whatever happens.</summary>
    private static async Task WorkAsync(PostgreSqlJobStore store, HashSet<JobId> done, CancellationToken cancellationToken)
    {
        var lease = await InsistAsync(() => store.StartWorkerAsync(new("worker", [], 10, TimeSpan.FromHours(1)), None));
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                foreach (var job in await store.ClaimAsync(lease, new(10, []), None))
                {
                    done.Add(job.Id);
                    await InsistAsync(() => store.FinishAsync(lease, [new(job.Id, job.Term, JobOutcome.Succeeded)], None));
                }
            }
            catch (JobStoreException error) when (error.IsTransient)
            {
                await InsistAsync(() => store.ReleaseUnknownAsync(lease, [], None));
            }
        }
    }

    private static async Task<int> EndConnectionsAsync(Random random, CancellationToken cancellationToken)
    {
        var ended = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var command = PostgreSqlBackend.Source.CreateCommand(
                $"SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE application_name = 'broken' AND state <> 'idle' ORDER BY random() LIMIT {random.Next(1, 3)}) p, pg_sleep(0.02)");
            ended += (int)(long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }

        return ended;
    }
}
