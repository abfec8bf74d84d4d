using Ringleader.Sqlite.Sql;
using SQLitePCL;

namespace Ringleader.Sqlite.Connections;

/// <summary>One connection to the file and the statements that were prepared on it. For one thread at a time.</summary>
/// <remarks>
/// It speaks to SQLite itself and not through ADO.NET, since the statements are kept for long and run often: binding by number and
/// stepping costs a fraction. What the caller brings for his own transactions is an ADO.NET connection, whose handle is borrowed.
/// </remarks>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly bool _isBorrowed;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, string path, bool isBorrowed)
    {
        _handle = handle;
        _isBorrowed = isBorrowed;
        Path = path;
    }

    /// <summary>Is told of each statement once it is set; null for nobody.</summary>
    public StatementProbe? Probe { get; set; }

    public string Path { get; }

    /// <summary>The full name of the file, as SQLite has it.</summary>
    public string FileName => FileNameOf(_handle);

    /// <summary>How many rows were ever changed here.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_handle);

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Whether a transaction is open, also when SQLite has ended one by itself.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens a file.</summary>
    public static Database Open(string path, bool mayCreate)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (mayCreate ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(handle, path, isBorrowed: false);
        if (code == raw.SQLITE_OK)
        {
            raw.sqlite3_extended_result_codes(handle, 1);
            return database;
        }

        var error = StoreErrors.Describe(path, code, raw.sqlite3_errmsg(handle).utf8_to_string());
        database.Dispose();
        throw error;
    }

    /// <summary>Uses somebody else's connection, which stays open.</summary>
    public static Database Borrow(sqlite3 handle, string path) => new(handle, path, isBorrowed: true);

    public static string FileNameOf(sqlite3 handle) => raw.sqlite3_db_filename(handle, "main").utf8_to_string() ?? string.Empty;

    /// <summary>Begins one use of the statement of a name; to be disposed when that is over.</summary>
    public Statement Use(string name)
    {
        if (!_statements.TryGetValue(name, out var statement))
        {
            statement = Prepare(SqlText.Of(name), isKept: true);
            _statements.Add(name, statement);
        }

        return statement;
    }

    /// <summary>Prepares a statement that is used once.</summary>
    public Statement UseOnce(string sql) => Prepare(sql, isKept: false);

    /// <summary>Runs what has no results to be read.</summary>
    public void Execute(string sql)
    {
        Probe?.Invoke(StatementMoment.Before);
        Check(raw.sqlite3_exec(_handle, sql));
        Probe?.Invoke(StatementMoment.After);
    }

    /// <summary>Runs what has no results to be read; false when another has the file.</summary>
    public bool TryExecute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (StoreErrors.IsBusy(code))
        {
            return false;
        }

        Check(code);
        return true;
    }

    /// <summary>Ends the transaction without a trace, if there is one.</summary>
    public void RollBack()
    {
        if (IsInTransaction)
        {
            Check(raw.sqlite3_exec(_handle, "rollback"));
        }
    }

    /// <summary>Breaks off what another thread runs here.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw StoreErrors.Describe(Path, code, raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        if (!_isBorrowed)
        {
            raw.sqlite3_close_v2(_handle);
        }
    }

    private Statement Prepare(string sql, bool isKept)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, isKept ? (uint)raw.SQLITE_PREPARE_PERSISTENT : 0, out var handle));
        return new(this, handle, isKept);
    }
}
