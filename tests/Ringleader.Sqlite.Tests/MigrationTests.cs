using Microsoft.Data.Sqlite;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Migrations;
using Ringleader.Sqlite.Sql;

namespace Ringleader.Sqlite.Tests;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public MigrationTests() => _file = _folder.PathOf("jobs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_may_migrate_at_once()
    {
        SqliteJobStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => new SqliteJobStore(_file))];

        await Task.WhenAll(stores.Select(store => store.MigrateAsync(default)));

        foreach (var store in stores)
        {
            Assert.Single(await store.EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray() }], default));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await using var store = new SqliteJobStore(_file);
        await store.MigrateAsync(default);
        var receipts = await store.EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray() }], default);

        await store.MigrateAsync(default);

        Assert.NotNull(await store.FindAsync(receipts[0].Id, default));
    }

    [Fact]
    public async Task Tables_of_an_application_are_left_alone()
    {
        Execute("create table customer (name text); insert into customer values ('Ann'); pragma user_version = 42");
        await using var store = new SqliteJobStore(_file);

        await store.MigrateAsync(default);

        Assert.Equal("Ann", Execute("select name from customer"));
        Assert.Equal(42L, Execute("pragma user_version"));
    }

    [Fact]
    public async Task Tables_of_a_newer_program_are_refused()
    {
        await using var store = new SqliteJobStore(_file);
        await store.MigrateAsync(default);
        Execute($"update ringleader_store set version = {Migrator.Newest + 1}");

        var error = await Assert.ThrowsAsync<JobStoreException>(() => store.MigrateAsync(default));

        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Every_statement_fits_the_tables()
    {
        await using (var store = new SqliteJobStore(_file))
        {
            await store.MigrateAsync(default);
        }

        using var database = Database.Open(_file, mayCreate: false);
        var names = typeof(SqlText).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Ringleader.Sqlite.Sql.", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(names);
        Assert.All(names, name =>
        {
            var text = SqlText.Read(name).Replace("{filter}", "1", StringComparison.Ordinal).Replace("{count}", "1", StringComparison.Ordinal);
            using var statement = database.UseOnce(text);
        });
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
