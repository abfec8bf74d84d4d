using System.Globalization;
using Npgsql;
using Ringleader.Testing;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The database server of a run, and what it tells of itself.</summary>
internal sealed class PostgreSqlMeter : IAsyncDisposable
{
    // Everything is as PostgreSQL comes, with fsync, but for checkpoints: one that falls into one subject's turn would be
    // charged to that subject, and so would the full pages that the log has to hold after it.
    private static readonly string[] Settings =
    [
        "checkpoint_timeout=1h",
        "max_wal_size=16GB",
        "shared_buffers=512MB",
        "shared_preload_libraries=pg_stat_statements",
        "pg_stat_statements.track=none",
    ];

    private readonly PostgreSqlServer _server;
    private readonly NpgsqlDataSource _source;
    private int _process;

    private PostgreSqlMeter(PostgreSqlServer server)
    {
        _server = server;
        _source = NpgsqlDataSource.Create(server.ConnectionString);
    }

    public static async Task<PostgreSqlMeter> StartAsync(CancellationToken cancellationToken)
    {
        var meter = new PostgreSqlMeter(await StartServerAsync());
        try
        {
            await meter.ExecuteAsync("CREATE EXTENSION pg_stat_statements", cancellationToken);
            meter._process = ProcessFamily.ParentOf(await meter.AskAsync<int>("SELECT pg_backend_pid()", cancellationToken));
            return meter;
        }
        catch
        {
            await meter.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString;

    public string Url(string database)
    {
        var parts = new NpgsqlConnectionStringBuilder(_server.ConnectionString);
        return string.Create(CultureInfo.InvariantCulture, $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{database}");
    }

    /// <summary>User and system time of all processes of the server so far.</summary>
    public TimeSpan CpuTime => ProcessFamily.CpuTimeOf(_process);

    public async Task<string> GetVersionAsync(CancellationToken cancellationToken) =>
        $"PostgreSQL {(await AskAsync<string>("SHOW server_version", cancellationToken)).Split(' ')[0]}";

    public async Task CreateDatabaseAsync(string name, bool countsStatements, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"CREATE DATABASE \"{name}\"", cancellationToken);
        if (countsStatements)
        {
            await ExecuteAsync($"ALTER DATABASE \"{name}\" SET pg_stat_statements.track = 'top'", cancellationToken);
        }
    }

    /// <summary>Runs a script in a database.</summary>
    public async Task RunAsync(string database, string script, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(ConnectionString(database) + ";Pooling=false;Command Timeout=300");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(script, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Does what the server would do by itself some time within the next minute, in the middle of somebody's turn.</summary>
    public Task VacuumAsync(string database, CancellationToken cancellationToken) => RunAsync(database, "VACUUM", cancellationToken);

    /// <summary>How many bytes the log has grown by since the server was made.</summary>
    public Task<long> GetWalPositionAsync(CancellationToken cancellationToken) =>
        AskAsync<long>("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint", cancellationToken);

    public Task ForgetStatementsAsync(CancellationToken cancellationToken) => ExecuteAsync("SELECT pg_stat_statements_reset()", cancellationToken);

    /// <summary>How many statements a database was sent since they were forgotten, and how many different ones of them wrote.</summary>
    public async Task<(long Sent, long Writing)> CountStatementsAsync(string database, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand("""
            SELECT coalesce(sum(calls), 0)::bigint, count(*) FILTER (WHERE wal_bytes > 0)
            FROM pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = $1)
            """);
        command.Parameters.Add(new() { Value = database });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<PostgreSqlServer> StartServerAsync()
    {
        try
        {
            return await PostgreSqlServer.StartAsync(isDurable: true, Settings);
        }
        catch (InvalidOperationException problem)
        {
            throw new LoadTestException($"{problem.Message} Or choose rows without it with --only.");
        }
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<T> AskAsync<T>(string question, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!; // Each of the questions has one answer.
    }
}
