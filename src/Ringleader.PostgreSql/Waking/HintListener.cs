using Microsoft.Extensions.Logging;
using Npgsql;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Waking;

/// <summary>
/// Listens for hints of other processes, on a connection of its own, while somebody of this process waits for work and a little longer. It
/// shows that it listens by a lock that all listeners share, so that nobody sends hints to no one.
/// </summary>
internal sealed partial class HintListener(NpgsqlDataSource source, StoreDatabase database, string channel, WorkSignal signal, TimeProvider timeProvider, ILogger logger) : IAsyncDisposable
{
    /// <summary>What a listener says to itself, to hear whether hints come through.</summary>
    private const string Greeting = "hello";

    /// <summary>How long it goes on without anybody who waits, and how often it makes sure of its connection.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new(); // Guards what follows.
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;
    private bool _isListening;
    private bool _isDisposed;
    private long _lastWanted;
    private volatile bool _isProven;
    private volatile bool _isBehindPooler;

    /// <summary>
    /// Whether hints come through: it has heard one since it connected, if only its own. Behind some poolers LISTEN succeeds and nothing ever comes.
    /// </summary>
    public bool IsProven => _isProven;

    /// <summary>Somebody waits for work.</summary>
    public void Want()
    {
        if (_isBehindPooler)
        {
            return;
        }

        lock (_lock)
        {
            _lastWanted = timeProvider.GetTimestamp();
            if (!_isListening && !_isDisposed)
            {
                _isListening = true;
                _listening = Task.Run(ListenAsync);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task listening;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            listening = _listening;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        for (var pause = FirstPause; StaysWanted(); pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            try
            {
                await ListenOnceAsync(_stop.Token).ConfigureAwait(false);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return; // The store is disposed.
            }
            catch (Exception error) when (StoreErrors.Translate(error, database.Name, CancellationToken.None) is not null || error is ObjectDisposedException)
            {
                LogLost(error);
                _isProven = false;
                signal.Wake(); // A hint may have been missed.
                try
                {
                    await Task.Delay(pause, timeProvider, _stop.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return; // The store is disposed.
                }
            }
        }
    }

    /// <summary>Whether anybody has waited lately; where not, listening has ended by the time that this returns.</summary>
    private bool StaysWanted()
    {
        lock (_lock)
        {
            return _isListening = !_isDisposed && !_isBehindPooler && timeProvider.GetElapsedTime(_lastWanted) < Round;
        }
    }

    private async Task ListenOnceAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, hint) =>
            {
                _isProven = true;
                if (!string.Equals(hint.Payload, Greeting, StringComparison.Ordinal))
                {
                    signal.Wake();
                }
            };
            if (await GetServerProcessAsync(connection, cancellationToken).ConfigureAwait(false) != connection.ProcessID)
            {
                // Another client may get the server process after each statement, with whatever it listens for and the lock that it holds.
                _isBehindPooler = true;
                LogBehindPooler();
                return;
            }

            try
            {
                await ExecuteAsync(connection, $"LISTEN \"{channel}\"", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(connection, $"SELECT {database.Schema}.be_idle()", cancellationToken).ConfigureAwait(false);
                await database.UseAsync(
                    async other =>
                    {
                        await ExecuteAsync(other, $"NOTIFY \"{channel}\", '{Greeting}'", cancellationToken).ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken).ConfigureAwait(false);
                do
                {
                    while (await connection.WaitAsync(Round, cancellationToken).ConfigureAwait(false))
                    {
                    }

                    await ExecuteAsync(connection, "SELECT 1", cancellationToken).ConfigureAwait(false);
                }
                while (IsWanted());
            }
            finally
            {
                _isProven = false;
                await LeaveAsync(connection).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The connection may be used again without being reset: it must neither listen nor hold the lock then.</summary>
    private async Task LeaveAsync(NpgsqlConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            using var late = new CancellationTokenSource(Round, timeProvider);
            await ExecuteAsync(connection, "UNLISTEN *; SELECT pg_advisory_unlock_all()", late.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or OperationCanceledException or TimeoutException)
        {
            // A connection that breaks here is not used again, and the server forgets what it held.
        }
    }

    private bool IsWanted()
    {
        lock (_lock)
        {
            return !_isDisposed && timeProvider.GetElapsedTime(_lastWanted) < Round;
        }
    }

    /// <summary>The process that executes the statements. A pooler tells its clients another number when they connect.</summary>
    private static async Task<int> GetServerProcessAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        await using (command.ConfigureAwait(false))
        {
            return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!; // It is never null.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
