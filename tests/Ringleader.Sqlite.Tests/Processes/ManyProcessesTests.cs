using Microsoft.Data.Sqlite;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Tests.Processes;

/// <summary>Real processes on one file, some of which are killed.</summary>
public sealed class ManyProcessesTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly SqliteJobStore _store;

    public ManyProcessesTests()
    {
        _file = _folder.PathOf("jobs.db");
        _store = new(_file);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_answered_outlives_a_kill()
    {
        await _store.MigrateAsync(default);
        for (var round = 0; round < 5; round++)
        {
            await using var first = await PeerProcess.StartAsync("enqueue", _file);
            await using var second = await PeerProcess.StartAsync("enqueue", _file);
            await first.KillAsync();
            await second.KillAsync();

            foreach (var number in first.Numbers.Concat(second.Numbers))
            {
                Assert.NotNull(await _store.FindAsync(new(number), default));
            }

            AssertIsSound();
        }
    }

    [Fact]
    public async Task Processes_share_the_work_and_do_nothing_twice()
    {
        await _store.MigrateAsync(default);
        await using var first = await PeerProcess.StartAsync("enqueue", _file);
        await using var worker = await PeerProcess.StartAsync("work", _file);
        await using var other = await PeerProcess.StartAsync("work", _file);

        await first.StopAsync();
        await DrainedAsync();
        await worker.StopAsync();
        await other.StopAsync();

        var done = worker.Numbers.Concat(other.Numbers).Order().ToArray();
        Assert.Equal(first.Numbers.Order(), done);
        Assert.Equal(done.Length, await _store.CountAsync(new() { States = [JobState.Succeeded] }, default));
        AssertIsSound();
    }

    [Fact]
    public async Task What_a_killed_process_held_is_done_by_another()
    {
        await _store.MigrateAsync(default);
        await _store.EnqueueAsync([.. Enumerable.Range(0, 30).Select(_ => new NewJob { Kind = "work", Arguments = "{}"u8.ToArray() })], default);
        await using var mortal = await PeerProcess.StartAsync("hold", _file);
        Assert.Equal(10, await _store.CountAsync(new() { States = [JobState.Running] }, default));

        await mortal.KillAsync();
        await using var worker = await PeerProcess.StartAsync("work", _file);
        await DrainedAsync();

        Assert.Equal(30, await _store.CountAsync(new() { States = [JobState.Succeeded] }, default));
        Assert.All(await _store.ListAsync(JobFilter.All, null, 100, default), job => Assert.Equal((1, 0), (job.Attempts, job.Crashes))); // None of ten is charged.
    }

    [Fact]
    public async Task Work_of_another_process_ends_a_wait()
    {
        await _store.MigrateAsync(default);
        var waiting = _store.WaitForWorkAsync(new(1, []), TimeSpan.FromHours(1), default);

        await using var other = await PeerProcess.StartAsync("enqueue", _file);

        await waiting.WaitAsync(SafetyNet);
    }

    /// <summary>Waits until no job is left to be done.</summary>
    private async Task DrainedAsync()
    {
        using var limit = new CancellationTokenSource(SafetyNet);
        JobState[] open = [JobState.Scheduled, JobState.Ready, JobState.Running];
        while (await _store.CountAsync(new() { States = open }, limit.Token) > 0)
        {
            await Task.Yield();
        }
    }

    private void AssertIsSound()
    {
        using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "pragma integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
        check.CommandText = "select count(*) from ringleader_job";
        var jobs = check.ExecuteScalar();
        check.CommandText = "select coalesce(sum(count), 0) from ringleader_tally";
        Assert.Equal(jobs, check.ExecuteScalar());
    }
}
