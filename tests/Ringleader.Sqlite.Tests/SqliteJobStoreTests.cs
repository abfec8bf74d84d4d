using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Testing;

namespace Ringleader.Sqlite.Tests;

/// <summary>What only the store in a file promises.</summary>
public sealed class SqliteJobStoreTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static readonly JobClaim Any = new(100, []);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly string _file;
    private readonly SqliteJobStore _store;

    public SqliteJobStoreTests()
    {
        _file = _folder.PathOf("jobs.db");
        _store = new(_file, timeProvider: _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Everything_is_there_after_it_was_opened_again()
    {
        await _store.MigrateAsync(default);
        await _store.SetLimitAsync(new("queue:mail", Running: 3), default);
        await _store.SetPausedAsync(new(Kind: "report"), isPaused: true, default);
        var job = new NewJob { Kind = "work", Arguments = "{\"a\":1}"u8.ToArray(), Tags = ["x", "y"], Group = "g", Priority = 7, TraceParent = "00-1-2-03" };
        var id = (await _store.EnqueueAsync([job], default))[0].Id;
        await _store.SaveScheduleAsync(new("daily", "0 7 * * *", job with { Token = Guid.NewGuid(), Unique = new("k"), Delay = Minute }, "once"), default);
        await _store.DisposeAsync();

        await using var again = new SqliteJobStore(_file, timeProvider: _clock);

        var found = await again.FindAsync(id, default);
        Assert.Equal(("work", "{\"a\":1}", "g", 7), (found!.Kind, found.Arguments, found.Group, found.Priority));
        Assert.Equal(["x", "y"], found.Tags);
        Assert.Equal([new("queue:mail", 3)], await again.ListLimitsAsync(default));
        Assert.Equal([new(Kind: "report")], await again.ListPausesAsync(default));
        var schedule = Assert.Single(await again.ListSchedulesAsync(default));
        Assert.Equal((new UniqueKey("k"), (TimeSpan?)Minute, "g"), (schedule.Job.Unique, schedule.Job.Delay, schedule.Job.Group));
        Assert.Equal(["x", "y"], schedule.Job.Tags);
        Assert.Equal("{\"a\":1}"u8, schedule.Job.Arguments.Span);
    }

    [Fact]
    public async Task A_wait_ends_when_a_job_is_due()
    {
        await _store.MigrateAsync(default);
        await _store.EnqueueAsync([New() with { Delay = Minute }], default);
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);
        await _clock.WhenPendingTimersAsync(1).WaitAsync(SafetyNet);

        _clock.Advance(Minute);

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Work_that_another_store_brings_ends_a_wait()
    {
        await _store.MigrateAsync(default);
        await using var other = new SqliteJobStore(_file, timeProvider: _clock);
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);
        await _clock.WhenPendingTimersAsync(1).WaitAsync(SafetyNet);

        await other.EnqueueAsync([New()], default);

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_disposed_store_ends_waits_and_refuses_calls()
    {
        await _store.MigrateAsync(default);
        var waiting = _store.WaitForWorkAsync(Any, TimeSpan.FromHours(1), default);
        await _clock.WhenPendingTimersAsync(1).WaitAsync(SafetyNet);

        await _store.DisposeAsync();

        await waiting.WaitAsync(SafetyNet);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.EnqueueAsync([New()], default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.CountAsync(JobFilter.All, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.WaitForWorkAsync(Any, Minute, default));
    }

    [Fact]
    public async Task What_was_begun_is_done_before_the_store_ends()
    {
        await _store.MigrateAsync(default);
        Task<IReadOnlyList<JobReceipt>>[] calls = [.. Enumerable.Range(0, 100).Select(_ => _store.EnqueueAsync([New()], default))];

        await _store.DisposeAsync();

        await Task.WhenAll(calls).WaitAsync(SafetyNet);
        await using var again = new SqliteJobStore(_file, timeProvider: _clock);
        Assert.Equal(100, await again.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task Jobs_of_a_paused_kind_do_not_hide_those_behind_them()
    {
        await _store.MigrateAsync(default);
        await _store.SetPausedAsync(new(Kind: "paused"), isPaused: true, default);
        await _store.EnqueueAsync([.. Enumerable.Range(0, 600).Select(_ => New() with { Kind = "paused" }), New(), New() with { Kind = "paused" }, New()], default);
        var lease = await _store.StartWorkerAsync(new("worker", [], 1, Minute), default);

        Assert.Equal([601, 603], (await _store.ClaimAsync(lease, Any, default)).Select(job => job.Id.Value));

        await _store.SetPausedAsync(new(Kind: "paused"), isPaused: false, default);
        Assert.Equal(1, (await _store.ClaimAsync(lease, new(1, []), default))[0].Id.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(":memory:")]
    [InlineData("file:jobs.db?mode=memory")]
    public void Paths_that_are_no_files_are_refused(string path)
    {
        Assert.Throws<ArgumentException>(() => new SqliteJobStore(path));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqliteJobStore(_file, new() { LockTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqliteJobStore(_file, new() { LockTimeout = TimeSpan.FromHours(1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqliteJobStore(_file, new() { Retention = new() { Succeeded = -Minute } }));
    }

    [Fact]
    public void A_store_is_called_by_the_name_of_its_file()
    {
        Assert.Equal("sqlite:jobs.db", _store.Name);
    }

    private static NewJob New() => new() { Kind = "work", Arguments = "{}"u8.ToArray() };
}
