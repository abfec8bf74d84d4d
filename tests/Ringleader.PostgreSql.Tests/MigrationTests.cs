using Ringleader.Jobs;

namespace Ringleader.PostgreSql.Tests;

public sealed class MigrationTests
{
    private static CancellationToken None => CancellationToken.None;

    private static PostgreSqlJobStore Open(string schema) => new(PostgreSqlBackend.Source, new() { Schema = schema });

    private static async Task<T> AskAsync<T>(string text)
    {
        await using var command = PostgreSqlBackend.Source.CreateCommand(text);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static Task<long> CountVersionsAsync(string schema) => AskAsync<long>($"SELECT count(*) FROM {schema}.migration");

    [Fact]
    public async Task Many_processes_may_migrate_at_the_same_time()
    {
        PostgreSqlJobStore[] stores = [.. Enumerable.Range(0, 6).Select(_ => Open("migrated_by_many"))];

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.MigrateAsync(None))));

        Assert.Equal(await AskAsync<int>("SELECT max(version) FROM migrated_by_many.migration"), await CountVersionsAsync("migrated_by_many"));
        Assert.Single(await stores[3].EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray() }], None));
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await using var store = Open("migrated_twice");
        await store.MigrateAsync(None);
        await store.EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray() }], None);
        var versions = await CountVersionsAsync("migrated_twice");

        await store.MigrateAsync(None);

        Assert.Equal(versions, await CountVersionsAsync("migrated_twice"));
        Assert.Equal(1, await store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task Schemas_know_nothing_of_one_another()
    {
        await using var one = Open("schema_ONE");
        await using var other = Open("schema_one");
        await one.MigrateAsync(None);
        await other.MigrateAsync(None);

        await one.EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray() }], None);

        Assert.Equal((1, 0), (await one.CountAsync(JobFilter.All, None), await other.CountAsync(JobFilter.All, None)));
    }

    [Fact]
    public async Task A_store_that_was_not_migrated_says_so()
    {
        await using var store = Open("not_migrated");

        var error = await Assert.ThrowsAsync<JobStoreException>(() => store.CountAsync(JobFilter.All, None));

        Assert.False(error.IsTransient);
        Assert.Contains("Migrate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_only_use_the_schema_can_migrate_one_that_is_up_to_date()
    {
        await using var store = Open("owned_by_another");
        await store.MigrateAsync(None);
        await AskAsync<bool>("""
            CREATE ROLE clerk LOGIN;
            GRANT USAGE ON SCHEMA owned_by_another TO clerk;
            GRANT ALL ON ALL TABLES IN SCHEMA owned_by_another TO clerk;
            GRANT ALL ON ALL SEQUENCES IN SCHEMA owned_by_another TO clerk;
            SELECT true
            """);
        await using var clerk = new PostgreSqlJobStore(TestServer.ConnectionString.Replace("Username=ringleader", "Username=clerk", StringComparison.Ordinal), new() { Schema = "owned_by_another" });

        await clerk.MigrateAsync(None);

        Assert.Single(await clerk.EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray() }], None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a\"b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a23456789_b23456789_c23456789_d23456789_e")]
    public void A_schema_that_cannot_be_one_is_refused(string schema)
    {
        Assert.Throws<ArgumentException>(() => Open(schema));
    }

    [Fact]
    public void Negative_times_to_keep_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PostgreSqlJobStore(PostgreSqlBackend.Source, new() { Retention = new() { Succeeded = TimeSpan.FromDays(-1) } }));
    }
}
