using Microsoft.Data.Sqlite;

namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>
/// The enqueuing that one writes by hand with ADO.NET: one connection, a prepared command, one commit per job. Callers take
/// turns, which is faster than a connection for each: those would wait for the lock of the file, and SQLite waits in sleeps.
/// </summary>
internal sealed class PlainSqliteTrials : ITrialRole
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SemaphoreSlim _turn = new(1);

    public PlainSqliteTrials(string file)
    {
        _connection = new SqliteConnection($"Data Source={file}");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("CREATE TABLE job (id INTEGER PRIMARY KEY, queue TEXT, priority INTEGER, run_at INTEGER, kind TEXT, arguments BLOB)");
        Execute("CREATE INDEX job_order ON job (queue, priority, run_at)");
        _insert = _connection.CreateCommand();
        _insert.CommandText = """
            INSERT INTO job (queue, priority, run_at, kind, arguments) VALUES ('default', 0, unixepoch(), 'noop', '{"id":1}') RETURNING id
            """;
        _insert.Prepare();
    }

    public string Version => $"SQLite {_connection.ServerVersion}";

    public Task<TrialAnswer> RunAsync(TrialCommand command) => Trials.TimedAsync(() => command.Name switch
    {
        "enqueue" => Trials.ClosedLoopAsync(command.Count, command.Size, InsertAsync),
        "clear" => Task.Run(() => Execute("DELETE FROM job")),
        _ => throw new ArgumentException($"Here is no trial '{command.Name}'."),
    });

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        _connection.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task InsertAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _ = _insert.ExecuteScalar() ?? throw new InvalidOperationException("The insert gave no number, so the run is void.");
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Execute(string statement)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
