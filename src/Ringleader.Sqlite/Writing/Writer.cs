using System.Collections.Concurrent;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Waking;

namespace Ringleader.Sqlite.Writing;

/// <summary>
/// The one writer of a store: a thread with a connection of its own that does what comes in and commits together what came in while the
/// last commit ran.
/// </summary>
/// <remarks>
/// <para>A commit waits for the disk, and costs the same for one change as for many. So the first change goes at once, and those that come
/// meanwhile share the next commit. Who shared one often comes back with more: so after a commit of several the next waits until as many
/// are there, but at most half as long as that commit took.</para>
/// <para>Each item has its own outcome. One that fails before it has changed anything is answered with its error, and the others go on. If
/// one fails later the transaction is rolled back, and all of them are done again one by one.</para>
/// <para>Other processes write to the file too. Who has to wait for them tries again after short times of random length, until
/// <see cref="SqliteJobStoreOptions.LockTimeout"/>. When there is nothing to do the thread looks whether they have committed anything,
/// often after there was something, and more and more seldom when nothing comes.</para>
/// </remarks>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostTogether = 512;
    private const int QuietPerLook = 8;
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(250);

    private readonly StoreFile _file;
    private readonly JobRetention _retention;
    private readonly TimeProvider _clock;
    private readonly WorkSignal _signal;
    private readonly BlockingCollection<WriteItem> _items = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _real = TimeProvider.System; // Looking for others takes real time, whatever the store's clock.
    private Database? _database;
    private Steering? _steering;
    private long _seen;
    private long _lastNews;
    private int _lastTogether;
    private long _companyUntil;

    public Writer(StoreFile file, JobRetention retention, TimeProvider clock, WorkSignal signal)
    {
        (_file, _retention, _clock, _signal) = (file, retention, clock, signal);
        _lastNews = _real.GetTimestamp();
        new Thread(Run) { IsBackground = true, Name = "Ringleader job writer" }.Start();
    }

    /// <summary>Has something done in a transaction, and says when that is on the disk.</summary>
    /// <param name="work">Does it; may be called again if the transaction had to be rolled back.</param>
    /// <param name="cancellationToken">Gives up, unless it was begun.</param>
    public async Task<T> RunAsync<T>(Func<Change, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var item = new WriteItemOf<T>(work);
        try
        {
            _items.Add(item, CancellationToken.None);
        }
        catch (InvalidOperationException error) // Nothing is taken in any more.
        {
            throw new ObjectDisposedException("The job store was disposed.", error);
        }

        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((WriteItemOf<T>)state!).GiveUp(token), item);
        await using (registration.ConfigureAwait(false))
        {
            return await item.Answered.ConfigureAwait(false);
        }
    }

    /// <summary>Does what has come in, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var together = new List<WriteItem>();
        while (!_items.IsCompleted)
        {
            if (_items.TryTake(out var first, UntilLook()))
            {
                Collect(together, first);
                var start = _real.GetTimestamp();
                Commit(together);
                var end = _real.GetTimestamp();
                (_lastTogether, _companyUntil) = (together.Count, end + ((end - start) / 2));
                together.Clear();
            }
            else
            {
                LookForOthers();
            }
        }

        _database?.Dispose();
        _items.Dispose();
        _ended.SetResult();
    }

    private void Collect(List<WriteItem> together, WriteItem first)
    {
        var next = first;
        do
        {
            if (next is null)
            {
                Thread.Yield();
            }
            else if (next.TryTake())
            {
                together.Add(next);
            }
        }
        while (together.Count < MostTogether
            && (_items.TryTake(out next) || (together.Count < _lastTogether && _real.GetTimestamp() < _companyUntil)));
    }

    private void Commit(List<WriteItem> items)
    {
        try
        {
            var change = Begin();
            if (Execute(items, change))
            {
                change.Complete();
                change.Database.Execute("commit");
                _steering = change.Steering;
                _lastNews = _real.GetTimestamp();
                _signal.Tell(change.News);
            }
            else
            {
                Close(); // Rolls back.
                if (items.Count > 1)
                {
                    foreach (var item in items)
                    {
                        Commit([item]);
                    }

                    return;
                }
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is told to those who wait.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Close();
            foreach (var item in items)
            {
                item.Error = error;
            }
        }

        foreach (var item in items)
        {
            item.Answer();
        }
    }

    /// <summary>Does items one after the other; false when one failed that had changed something.</summary>
    private static bool Execute(List<WriteItem> items, Change change)
    {
        foreach (var item in items)
        {
            var before = change.Database.TotalChanges;
            item.Error = null;
            try
            {
                item.Execute(change);
            }
#pragma warning disable CA1031 // Whatever it is, it is told to the one who waits.
            catch (Exception error)
#pragma warning restore CA1031
            {
                item.Error = error;
                if (error is JobStoreException || change.Database.TotalChanges != before)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private Change Begin()
    {
        var database = Open();
        _file.Begin(database);
        LookForOthers(database);
        return Change.Begin(database, _retention, Instants.Floor(_clock.GetUtcNow()), _steering);
    }

    private TimeSpan UntilLook()
    {
        var quiet = _real.GetElapsedTime(_lastNews) / QuietPerLook;
        return quiet < ShortestLook ? ShortestLook : quiet > LongestLook ? LongestLook : quiet;
    }

    private void LookForOthers()
    {
        try
        {
            if (_signal.HasWaiters)
            {
                LookForOthers(Open());
            }
        }
        catch (JobStoreException)
        {
            // Who waits looks for himself, and learns what is wrong.
            Close();
            _signal.LookAgain();
        }
    }

    /// <summary>Tells those who wait when another connection has committed something.</summary>
    private void LookForOthers(Database database)
    {
        if (_signal.HasWaiters && database.Use("data-version").Number() is { } version && version != _seen)
        {
            _seen = version;
            _lastNews = _real.GetTimestamp();
            _signal.LookAgain();
        }
    }

    private Database Open()
    {
        if (_database is null)
        {
            _database = _file.OpenForWriting();
            _seen = 0; // So that all look again: what happened between is not known.
        }

        return _database;
    }

    private void Close()
    {
        _database?.Dispose();
        _database = null;
        _steering = null;
    }
}
