using Microsoft.Data.Sqlite;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Tests.Transactions;

/// <summary>Jobs as part of what an application writes.</summary>
public sealed class CallerTransactionTests : IAsyncLifetime
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteJobStore _store;
    private readonly SqliteConnection _connection;

    public CallerTransactionTests()
    {
        var file = _folder.PathOf("application.db");
        _store = new(file, new() { LockTimeout = TimeSpan.FromSeconds(1) });
        _connection = new($"Data Source={file};Pooling=False");
    }

    public async ValueTask InitializeAsync()
    {
        await _store.MigrateAsync(default);
        await _connection.OpenAsync();
        Execute("create table customer (name text)");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Jobs_exist_once_the_transaction_has_committed()
    {
        await using var transaction = _connection.BeginTransaction();
        Execute("insert into customer values ('Ann')", transaction);
        var receipts = await _store.EnqueueAsync(transaction, [New(), New()], default);
        Assert.Equal(0, await _store.CountAsync(JobFilter.All, default));

        await transaction.CommitAsync();

        Assert.Equal(2, receipts.Select(receipt => receipt.Id).Distinct().Count());
        Assert.Equal(2, await _store.CountAsync(new() { States = [JobState.Ready] }, default));
    }

    [Fact]
    public async Task Jobs_go_with_a_transaction_that_is_rolled_back()
    {
        await using (var transaction = _connection.BeginTransaction())
        {
            await _store.EnqueueAsync(transaction, [New()], default);
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await _store.CountAsync(JobFilter.All, default));
        Assert.Equal(1, (await _store.EnqueueAsync([New()], default))[0].Id.Value);
    }

    [Fact]
    public async Task A_commit_of_the_application_ends_waits()
    {
        var waiting = _store.WaitForWorkAsync(new(1, []), TimeSpan.FromHours(1), default);
        await using var transaction = _connection.BeginTransaction();
        await _store.EnqueueAsync(transaction, [New()], default);

        await transaction.CommitAsync();

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Jobs_that_are_refused_leave_the_transaction_as_it_was()
    {
        await using var transaction = _connection.BeginTransaction();
        Execute("insert into customer values ('Ann')", transaction);

        await Assert.ThrowsAsync<ArgumentException>(() => _store.EnqueueAsync(transaction, [New(), New() with { After = [new(99)] }], default));
        await transaction.CommitAsync();

        Assert.Equal(1L, Scalar("select count(*) from customer"));
        Assert.Equal(0, await _store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task Jobs_that_do_not_fit_on_the_disk_leave_the_transaction_as_it_was()
    {
        await using (var transaction = _connection.BeginTransaction())
        {
            Execute("insert into customer values ('Ann')", transaction);
            Execute("pragma max_page_count = 1", transaction);
            var error = await Assert.ThrowsAsync<JobStoreException>(() => _store.EnqueueAsync(transaction, [New() with { Arguments = new byte[1_000_000] }], default));
            Assert.True(error.IsTransient);
        }

        Assert.Equal(0, await _store.CountAsync(JobFilter.All, default));
        Assert.Single(await _store.EnqueueAsync([New()], default));
    }

    [Fact]
    public async Task An_attempt_ends_with_the_transaction()
    {
        var job = await ClaimAsync();
        await using (var transaction = _connection.BeginTransaction())
        {
            Assert.True(await _store.FinishAsync(transaction, new(job.Id, job.Term, JobOutcome.Succeeded), default));
        }

        Assert.Equal(JobState.Running, (await _store.FindAsync(job.Id, default))?.State);
        await using (var transaction = _connection.BeginTransaction())
        {
            Assert.True(await _store.FinishAsync(transaction, new(job.Id, job.Term, JobOutcome.Succeeded), default));
            await transaction.CommitAsync();
        }

        Assert.Equal(JobState.Succeeded, (await _store.FindAsync(job.Id, default))?.State);
    }

    [Fact]
    public async Task An_attempt_of_an_old_term_is_refused_also_there()
    {
        var job = await ClaimAsync();
        await using var transaction = _connection.BeginTransaction();

        Assert.False(await _store.FinishAsync(transaction, new(job.Id, job.Term + 1, JobOutcome.Succeeded), default));
    }

    [Fact]
    public async Task A_transaction_on_another_file_is_refused()
    {
        await using var other = new SqliteConnection($"Data Source={_folder.PathOf("other.db")};Pooling=False");
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction();

        await Assert.ThrowsAsync<ArgumentException>(() => _store.EnqueueAsync(transaction, [New()], default));
    }

    [Fact]
    public async Task A_transaction_that_has_ended_is_refused()
    {
        await using var transaction = _connection.BeginTransaction();
        await transaction.CommitAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => _store.EnqueueAsync(transaction, [New()], default));
    }

    [Fact]
    public async Task A_transaction_that_has_read_what_others_changed_since_has_to_be_done_again()
    {
        await using var transaction = _connection.BeginTransaction(deferred: true);
        using (var command = new SqliteCommand("select count(*) from customer", _connection, transaction))
        {
            command.ExecuteScalar();
        }

        await _store.EnqueueAsync([New()], default);

        var error = await Assert.ThrowsAsync<JobStoreException>(() => _store.EnqueueAsync(transaction, [New()], default));
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_store_waits_for_a_transaction_and_says_when_that_was_too_long()
    {
        await using var transaction = _connection.BeginTransaction();
        Execute("insert into customer values ('Ann')", transaction);

        var error = await Assert.ThrowsAsync<JobStoreException>(() => _store.EnqueueAsync([New()], default));
        Assert.True(error.IsTransient);

        var enqueuing = _store.EnqueueAsync([New()], default);
        await transaction.CommitAsync();
        Assert.Single(await enqueuing);
    }

    [Fact]
    public async Task A_path_through_a_link_is_the_same_file()
    {
        var link = _folder.PathOf("link.db");
        File.CreateSymbolicLink(link, _folder.PathOf("application.db"));
        await using var linked = new SqliteJobStore(link);
        await using var transaction = _connection.BeginTransaction();

        Assert.Single(await linked.EnqueueAsync(transaction, [New()], default));
    }

    private static NewJob New() => new() { Kind = "work", Arguments = "{}"u8.ToArray() };

    private async Task<ClaimedJob> ClaimAsync()
    {
        await _store.EnqueueAsync([New()], default);
        var lease = await _store.StartWorkerAsync(new("worker", [], 1, TimeSpan.FromHours(1)), default);
        return Assert.Single(await _store.ClaimAsync(lease, new(1, []), default));
    }

    private void Execute(string sql, SqliteTransaction? transaction = null)
    {
        using var command = new SqliteCommand(sql, _connection, transaction);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        return command.ExecuteScalar();
    }
}
