using Npgsql;
using Ringleader.Conformance.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.PostgreSql.Tests;

/// <summary>Stores in the shared server, each in a schema of its own. Their clock is the database's and an offset from a table.</summary>
public sealed class PostgreSqlBackend : JobStoreBackend
{
    private static readonly Lazy<NpgsqlDataSource> Source = new(() => NpgsqlDataSource.Create(TestServer.ConnectionString + ";Maximum Pool Size=80"));

    private readonly List<(PostgreSqlJobStore Store, string Schema)> _stores = [];

    public override async Task<IJobStore> OpenAsync(JobRetention retention)
    {
        var schema = $"test_{Guid.NewGuid():N}";
        var store = new PostgreSqlJobStore(Source.Value, new() { Schema = schema, Retention = retention });
        _stores.Add((store, schema));
        await store.MigrateAsync(CancellationToken.None);
        await ExecuteAsync($"""
            CREATE TABLE {schema}.clock_offset (moved interval NOT NULL);
            INSERT INTO {schema}.clock_offset VALUES ('0');
            CREATE OR REPLACE FUNCTION {schema}.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp() + moved FROM {schema}.clock_offset'
            """);
        return store;
    }

    public override async Task AdvanceAsync(TimeSpan time)
    {
        foreach (var (_, schema) in _stores)
        {
            await ExecuteAsync($"UPDATE {schema}.clock_offset SET moved = moved + interval '{(long)time.TotalMicroseconds} microseconds'");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var (store, schema) in _stores)
        {
            await store.DisposeAsync();
            await ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
        }
    }

    private static async Task ExecuteAsync(string text)
    {
        await using var command = Source.Value.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}
