using System.Security.Cryptography;
using Ringleader.Jobs;

namespace Ringleader.Sqlite.Connections;

/// <summary>The file of a store: how it is opened, and how one waits for one's turn to write to it.</summary>
internal sealed class StoreFile(string path, TimeSpan lockTimeout, StatementProbe? probe = null)
{
    private const int YieldsBeforePauses = 20;
    private const int LongestPause = 10; // Milliseconds.

    // Locks take real time, whatever the store's clock.
    private static readonly TimeProvider Real = TimeProvider.System;

    // Never set: how a thread that does nothing else passes time.
    private static readonly ManualResetEventSlim Pause = new();

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Opens the file, and makes it when there is none.</summary>
    public Database OpenOrCreate()
    {
        RefuseNetworkShare();
        return Open(mayCreate: true, database =>
        {
            Insist(database, "pragma journal_mode = wal");
            using var mode = database.UseOnce("pragma journal_mode");
            if (mode.Step() && mode.Text(0) is not "wal")
            {
                throw new JobStoreException(
                    $"The job store '{Path}' cannot have a write-ahead log, which several processes need to share it. Use a file on a disk of this machine.", isTransient: false);
            }
        });
    }

    /// <summary>Opens the file, which is there, for a writer. What is committed outlives a power cut.</summary>
    public Database OpenForWriting() => Open(mayCreate: false, database => Insist(
        database,
        "pragma synchronous = full; pragma temp_store = memory; pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864"));

    /// <summary>Opens the file, which is there, for questions.</summary>
    public Database OpenForReading() => Open(mayCreate: false, database => Insist(
        database,
        "pragma busy_timeout = 5000; pragma query_only = 1; pragma temp_store = memory"));

    /// <summary>Begins a transaction that writes, when the file is free.</summary>
    /// <exception cref="JobStoreException">It is not for too long, or cannot be used.</exception>
    public void Begin(Database database) => Insist(database, "begin immediate");

    /// <summary>How long to wait before another attempt: short, and of random length so that no two keep step.</summary>
    public static TimeSpan NextPause() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, LongestPause + 1));

    /// <summary>Opens the file. The first look into it, too, may have to wait: who closes it last has it for himself for a moment.</summary>
    private Database Open(bool mayCreate, Action<Database> prepare)
    {
        var database = Database.Open(Path, mayCreate);
        try
        {
            prepare(database);
            database.Probe = probe;
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Insist(Database database, string sql)
    {
        var start = Real.GetTimestamp();
        for (var attempt = 0; !database.TryExecute(sql); attempt++)
        {
            if (Real.GetElapsedTime(start) >= lockTimeout)
            {
                throw StoreErrors.LockedFor(Path, lockTimeout);
            }

            if (attempt < YieldsBeforePauses)
            {
                Thread.Yield();
            }
            else
            {
                Pause.Wait(NextPause());
            }
        }
    }

    /// <summary>SQLite's locks and shared memory do not work between machines, and a file that two of them write to is soon damaged.</summary>
    private void RefuseNetworkShare()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { } folder && Directory.Exists(folder) && IsOnNetwork(folder))
        {
            throw new JobStoreException(
                $"The job store '{Path}' is on a network share, where SQLite's locks cannot be relied on. Use a disk of this machine, or PostgreSQL for several machines.",
                isTransient: false);
        }
    }

    private static bool IsOnNetwork(string folder) =>
        folder.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(folder).DriveType == DriveType.Network;
}
