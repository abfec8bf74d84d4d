using System.Globalization;
using Microsoft.Data.Sqlite;
using Ringleader.Jobs;
using SQLitePCL;

namespace Ringleader.Sqlite.Connections;

/// <summary>What SQLite's result codes mean for who uses the store; https://sqlite.org/rescode.html.</summary>
internal static class StoreErrors
{
    public static bool IsBusy(int code) => (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static JobStoreException LockedFor(string path, TimeSpan time) => new(
        string.Create(CultureInfo.InvariantCulture, $"The job store '{path}' has been locked by other processes or transactions for {time.TotalSeconds} s. Try again, and end transactions on the file sooner."),
        isTransient: true);

    /// <summary>The error of a result code, which may be an extended one.</summary>
    public static JobStoreException Describe(string path, int code, string message)
    {
        var hasNoTables = (code & 0xff) == raw.SQLITE_ERROR && message.StartsWith("no such table", StringComparison.Ordinal);
        var (isTransient, text) = (code & 0xff) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => (true, "is locked by another process or transaction. Try again."),
            raw.SQLITE_FULL => (true, "cannot grow: the disk is full. Make room; nothing was changed."),
            raw.SQLITE_IOERR => (true, "could not be read or written. See whether its disk is well and has room."),
            raw.SQLITE_NOMEM => (true, "could not be used for want of memory."),
            raw.SQLITE_READONLY => (false, "cannot be written to. Give this user the right to write to it and to its folder."),
            raw.SQLITE_CANTOPEN => (false, "cannot be opened. Its folder must be there and writable, and the tables are made by MigrateAsync."),
            raw.SQLITE_PERM or raw.SQLITE_AUTH => (false, "may not be used by this user."),
            raw.SQLITE_NOTADB => (false, "is not a SQLite database. Give the path of another file, or of none yet."),
            raw.SQLITE_CORRUPT => (false, "is damaged. Restore it from a backup."),
            raw.SQLITE_ERROR when hasNoTables => (false, "has no tables for jobs yet. Call MigrateAsync once."),
            _ => (false, "refused a statement."),
        };
        return new($"The job store '{path}' {text} SQLite says: {message} ({code}).", isTransient, new SqliteException(message, code & 0xff, code)) { NeedsMigration = hasNoTables };
    }
}
