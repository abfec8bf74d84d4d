using Microsoft.Extensions.Logging;
using Npgsql;
using Ringleader.Jobs;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Waking;

/// <summary>
/// Tells other processes that there may be work, at most once in 5 ms for all that happened meanwhile. Since a NOTIFY makes each commit that
/// carries one wait for all the others, no more than one at a time does, of calls that are transactions of their own; all other hints go out
/// after the commit, on a connection of their own.
/// </summary>
internal sealed partial class HintSender(StoreDatabase database, string channel, TimeProvider timeProvider, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new(); // Guards what follows.
    private Task _sending = Task.CompletedTask;
    private bool _isWanted;
    private long? _lastSent;
    private bool _isDisposed;

    /// <summary>Sends a hint soon. Never fails and never waits.</summary>
    public void Send()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isWanted = true;
            if (_sending.IsCompleted)
            {
                _sending = Task.Run(SendAsync);
            }
        }
    }

    /// <summary>The channel, if a hint may go out now, which is up to the caller; null if the last one was only just sent.</summary>
    public string? TakeTurn()
    {
        lock (_lock)
        {
            if (RestNow > TimeSpan.Zero || _isWanted)
            {
                return null;
            }

            _lastSent = timeProvider.GetTimestamp();
            return channel;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_lock)
        {
            _isDisposed = true;
            sending = _sending;
        }

        await sending.ConfigureAwait(false);
    }

    /// <summary>How long the next hint has to wait. Asked inside the lock.</summary>
    private TimeSpan RestNow => _lastSent is { } last ? Pause - timeProvider.GetElapsedTime(last) : TimeSpan.Zero;

    private async Task SendAsync()
    {
        while (TakeWish(out var rest))
        {
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, timeProvider).ConfigureAwait(false);
                continue;
            }

            try
            {
                await database.UseAsync(async connection =>
                {
                    var command = new NpgsqlCommand($"NOTIFY \"{channel}\"", connection);
                    await using (command.ConfigureAwait(false))
                    {
                        return await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
                    }
                }, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (error is JobStoreException or ObjectDisposedException)
            {
                LogNotSent(error); // A hint is no promise: who waits looks by himself now and then.
            }
        }
    }

    /// <summary>Whether there is something to send, and how long it has to wait; once there is nothing, the sending ends.</summary>
    private bool TakeWish(out TimeSpan rest)
    {
        lock (_lock)
        {
            rest = RestNow;
            if (!_isWanted || _isDisposed)
            {
                // Whoever sends from here on starts anew.
                _sending = Task.CompletedTask;
                return false;
            }

            if (rest <= TimeSpan.Zero)
            {
                _isWanted = false;
                _lastSent = timeProvider.GetTimestamp();
            }

            return true;
        }
    }
}
