using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Ringleader.Conformance.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.PostgreSql.Tests;

/// <summary>
/// Stores in the shared server, each in a schema of its own, which is emptied afterwards and used again since making one takes long. Their
/// clock is the database's and an offset from a table.
/// </summary>
public sealed class PostgreSqlBackend : JobStoreBackend
{
    private static readonly ConcurrentBag<string> Spare = [];
    private static int _schemas;

    private readonly List<(PostgreSqlJobStore Store, string Schema)> _stores = [];
    private readonly NpgsqlDataSource _source;

    public PostgreSqlBackend()
        : this(Source)
    {
    }

    /// <summary>Makes stores whose connections are not those of all others.</summary>
    public PostgreSqlBackend(NpgsqlDataSource source) => _source = source;

    /// <summary>The connections of all stores.</summary>
    public static NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(TestServer.ConnectionString + ";Maximum Pool Size=100");

    /// <summary>Another store, as another process would have it, on the schema of the last.</summary>
    public PostgreSqlJobStore OpenAnother(TimeProvider? timeProvider = null, bool hints = true)
    {
        var schema = _stores[^1].Schema;
        var store = new PostgreSqlJobStore(_source, new() { Schema = schema, Hints = hints }, timeProvider);
        _stores.Add((store, schema));
        return store;
    }

    /// <summary>The schema of the last store.</summary>
    public string Schema => _stores[^1].Schema;

    public override async Task<IJobStore> OpenAsync(JobRetention retention)
    {
        var isNew = !Spare.TryTake(out var schema);
        schema ??= string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _schemas)}");
        var store = new PostgreSqlJobStore(_source, new() { Schema = schema, Retention = retention });
        _stores.Add((store, schema));
        if (isNew)
        {
            await store.MigrateAsync(CancellationToken.None);
            await ExecuteAsync($"""
                CREATE TABLE {schema}.clock_offset (moved interval NOT NULL);
                INSERT INTO {schema}.clock_offset VALUES ('0');
                CREATE OR REPLACE FUNCTION {schema}.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp() + moved FROM {schema}.clock_offset'
                """);
        }

        return store;
    }

    public override async Task AdvanceAsync(TimeSpan time)
    {
        foreach (var schema in _stores.Select(store => store.Schema).Distinct())
        {
            await ExecuteAsync($"UPDATE {schema}.clock_offset SET moved = moved + interval '{(long)time.TotalMicroseconds} microseconds'");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var (store, _) in _stores)
        {
            await store.DisposeAsync();
        }

        foreach (var schema in _stores.Select(store => store.Schema).Distinct())
        {
            await ExecuteAsync($"""
                DO $do$
                DECLARE name text;
                BEGIN
                    FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('migration', 'clock_offset') LOOP
                        EXECUTE format('DELETE FROM {schema}.%I', name);
                    END LOOP;
                    FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind = 'S' LOOP
                        EXECUTE format('ALTER SEQUENCE {schema}.%I RESTART', name);
                    END LOOP;
                    UPDATE {schema}.clock_offset SET moved = '0';
                END
                $do$
                """);
            Spare.Add(schema);
        }
    }

    private static async Task ExecuteAsync(string text)
    {
        await using var command = Source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}
