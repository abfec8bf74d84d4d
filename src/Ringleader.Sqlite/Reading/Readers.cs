using System.Collections.Concurrent;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Reading;

/// <summary>Connections that only read. They see what was committed last, and neither wait for the writer nor hold it up.</summary>
internal sealed class Readers(StoreFile file) : IDisposable
{
    private const int Most = 4;

    private readonly ConcurrentBag<Database> _idle = [];
    private readonly SemaphoreSlim _free = new(Most);
    private volatile bool _isDisposed;

    /// <summary>Asks something of one state of the file.</summary>
    public async Task<T> AskAsync<T>(Func<Database, T> question, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Ask(question, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var database))
        {
            database.Dispose();
        }
    }

    private T Ask<T>(Func<Database, T> question, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteJobStore));
        var database = _idle.TryTake(out var idle) ? idle : file.OpenForReading();
        try
        {
            T answer;
            using (cancellationToken.UnsafeRegister(static state => ((Database)state!).Interrupt(), database))
            {
                database.Execute("begin");
                answer = question(database);
                database.Execute("commit");
            }

            _idle.Add(database);
            return answer;
        }
        catch
        {
            database.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            if (_isDisposed)
            {
                Dispose();
            }
        }
    }
}
