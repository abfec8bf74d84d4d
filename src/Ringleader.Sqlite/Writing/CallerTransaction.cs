using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Reading;
using SQLitePCL;

namespace Ringleader.Sqlite.Writing;

/// <summary>Writes as part of a transaction of the caller's, on his connection to the same file.</summary>
internal sealed class CallerTransaction(StoreFile file, Readers readers, SqliteJobStoreOptions options, TimeProvider clock)
{
    private const int BusySnapshot = raw.SQLITE_BUSY | (2 << 8);

    private string? _fileName; // As SQLite has it, links resolved.

    /// <summary>Does it, all or nothing; it is as durable as the transaction.</summary>
    public async Task<T> RunAsync<T>(DbTransaction transaction, Func<Change, T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        using var database = Database.Borrow(await HandleOfAsync(transaction, cancellationToken).ConfigureAwait(false), file.Path);
        await LockAsync(database, cancellationToken).ConfigureAwait(false);
        database.Execute("savepoint ringleader");
        try
        {
            var change = Change.Begin(database, options.Retention, Instants.Floor(clock.GetUtcNow()), known: null);
            var result = work(change);
            change.Complete();
            database.Execute("release ringleader");
            return result;
        }
        catch
        {
            if (database.IsInTransaction) // SQLite itself rolls back when the disk is full, for one.
            {
                database.Execute("rollback to ringleader; release ringleader");
            }

            throw;
        }
    }

    private async Task<sqlite3> HandleOfAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction is not SqliteTransaction sqlite)
        {
            throw new ArgumentException($"The transaction is a {transaction.GetType().Name} and not a SqliteTransaction.", nameof(transaction));
        }

        // A transaction that has ended has no connection.
        var handle = sqlite.Connection?.Handle ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));
        _fileName ??= await readers.AskAsync(static database => database.FileName, cancellationToken).ConfigureAwait(false);
        var other = Database.FileNameOf(handle);
        return string.Equals(other, _fileName, StringComparison.Ordinal) ? handle : throw new ArgumentException(
            $"The transaction is on '{other}' and not on the file of the store, '{_fileName}'.", nameof(transaction));
    }

    /// <summary>Makes the transaction one that writes, if it is not yet.</summary>
    private async Task LockAsync(Database database, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                database.Use("store-lock").Run();
                return;
            }
            catch (JobStoreException error) when (IsLocked(error) && TimeProvider.System.GetElapsedTime(start) < options.LockTimeout)
            {
                await Task.Delay(StoreFile.NextPause(), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether waiting helps: not when the transaction has read what others have changed since.</summary>
    private static bool IsLocked(JobStoreException error) =>
        error.InnerException is SqliteException { SqliteExtendedErrorCode: var code } && StoreErrors.IsBusy(code) && code != BusySnapshot;
}
