using Microsoft.Data.Sqlite;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using SQLitePCL;

namespace Ringleader.Sqlite.Tests.Faults;

/// <summary>What a store says when its file cannot be used.</summary>
public sealed class FileFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(raw.SQLITE_BUSY, true, "locked")]
    [InlineData(raw.SQLITE_LOCKED, true, "locked")]
    [InlineData(raw.SQLITE_FULL, true, "disk is full")]
    [InlineData(raw.SQLITE_IOERR | (3 << 8), true, "could not be read or written")]
    [InlineData(raw.SQLITE_READONLY | (4 << 8), false, "cannot be written to")]
    [InlineData(raw.SQLITE_CANTOPEN, false, "cannot be opened")]
    [InlineData(raw.SQLITE_NOTADB, false, "is not a SQLite database")]
    [InlineData(raw.SQLITE_CORRUPT, false, "damaged")]
    [InlineData(raw.SQLITE_CONSTRAINT, false, "refused a statement")]
    public void Errors_say_what_is_wrong_and_whether_trying_again_helps(int code, bool isTransient, string text)
    {
        var error = StoreErrors.Describe("jobs.db", code, "words of SQLite");

        Assert.Equal(isTransient, error.IsTransient);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Contains("jobs.db", error.Message, StringComparison.Ordinal);
        Assert.Equal(code, Assert.IsType<SqliteException>(error.InnerException).SqliteExtendedErrorCode);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var path = _folder.PathOf("letter.txt");
        var letter = string.Join('\n', Enumerable.Repeat("Dear Sir or Madam,", 100));
        await File.WriteAllTextAsync(path, letter);
        await using var store = new SqliteJobStore(path);

        var error = await Assert.ThrowsAsync<JobStoreException>(() => store.MigrateAsync(default));

        Assert.False(error.IsTransient);
        Assert.Contains("is not a SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Equal(letter, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var path = _folder.PathOf(Path.Combine("missing", "jobs.db"));
        await using var store = new SqliteJobStore(path);

        var error = await Assert.ThrowsAsync<JobStoreException>(() => store.MigrateAsync(default));

        Assert.False(error.IsTransient);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_tables_is_told_from_a_damaged_one()
    {
        var path = _folder.PathOf("jobs.db");
        await File.WriteAllBytesAsync(path, []);
        await using var store = new SqliteJobStore(path);

        var writing = await Assert.ThrowsAsync<JobStoreException>(() => store.EnqueueAsync([New()], default));
        var reading = await Assert.ThrowsAsync<JobStoreException>(() => store.CountAsync(new() { Kinds = ["x"] }, default));

        Assert.Contains("MigrateAsync", writing.Message, StringComparison.Ordinal);
        Assert.Contains("MigrateAsync", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_works_again_when_what_was_wrong_is_over()
    {
        var path = _folder.PathOf("jobs.db");
        await using var store = new SqliteJobStore(path);
        await Assert.ThrowsAsync<JobStoreException>(() => store.EnqueueAsync([New()], default));

        await store.MigrateAsync(default);

        Assert.Single(await store.EnqueueAsync([New()], default));
    }

    [Fact]
    public async Task A_wait_for_work_in_a_file_that_cannot_be_used_fails()
    {
        await using var store = new SqliteJobStore(_folder.PathOf("missing.db"));

        await Assert.ThrowsAsync<JobStoreException>(() => store.WaitForWorkAsync(new(1, []), TimeSpan.FromHours(1), default));
    }

    [Fact]
    public async Task Each_of_those_who_write_together_has_his_own_outcome()
    {
        var path = _folder.PathOf("jobs.db");
        await using var store = new SqliteJobStore(path);
        await store.MigrateAsync(default);
        var blocker = new SqliteConnection($"Data Source={path};Pooling=False");
        await blocker.OpenAsync();
        var transaction = blocker.BeginTransaction(); // While it is open, all that comes is collected.
        Task<IReadOnlyList<JobReceipt>>[] calls =
        [
            .. Enumerable.Range(0, 20).Select(number => store.EnqueueAsync([New() with { After = number % 5 == 3 ? [new(999)] : [] }], default)),
        ];

        await transaction.DisposeAsync();
        await blocker.DisposeAsync();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal([3, 8, 13, 18], Enumerable.Range(0, 20).Where(number => calls[number].IsFaulted));
        Assert.All(calls.Where(call => call.IsFaulted), call => Assert.IsType<ArgumentException>(call.Exception!.InnerException));
        Assert.Equal(16, await store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task What_cannot_be_written_does_not_spoil_what_comes_with_it()
    {
        var path = _folder.PathOf("jobs.db");
        await using var store = new SqliteJobStore(path);
        await store.MigrateAsync(default);
        var blocker = new SqliteConnection($"Data Source={path};Pooling=False");
        await blocker.OpenAsync();
        await using (var command = new SqliteCommand("create trigger refuse before insert on ringleader_job when new.kind = 'bad' and new.id > 0 begin select raise(abort, 'refused'); end", blocker))
        {
            await command.ExecuteNonQueryAsync();
        }

        var transaction = blocker.BeginTransaction();
        Task<IReadOnlyList<JobReceipt>>[] calls =
        [
            .. Enumerable.Range(0, 10).Select(number => store.EnqueueAsync([New(), New() with { Kind = number == 4 ? "bad" : "work" }], default)),
        ];
        await transaction.DisposeAsync();
        await blocker.DisposeAsync();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal([4], Enumerable.Range(0, 10).Where(number => calls[number].IsFaulted));
        Assert.Equal(18, await store.CountAsync(JobFilter.All, default));
    }

    private static NewJob New() => new() { Kind = "work", Arguments = "{}"u8.ToArray() };
}
