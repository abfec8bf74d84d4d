using Microsoft.Extensions.Logging;
using Npgsql;
using Ringleader.Jobs;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Waking;

/// <summary>
/// Tells other processes that there may be work. A NOTIFY makes each commit that carries one wait for all the others, so it goes out after
/// the commit, on a connection of its own, and at most once in 5 ms for all that happened meanwhile.
/// </summary>
internal sealed partial class HintSender(StoreDatabase database, string channel, TimeProvider timeProvider, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new(); // Guards what follows.
    private Task _sending = Task.CompletedTask;
    private bool _isWanted;
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

    private async Task SendAsync()
    {
        while (TakeWish())
        {
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

            await Task.Delay(Pause, timeProvider).ConfigureAwait(false);
        }
    }

    private bool TakeWish()
    {
        lock (_lock)
        {
            var wanted = _isWanted && !_isDisposed;
            _isWanted = false;
            if (!wanted)
            {
                // Whoever sends from here on starts anew.
                _sending = Task.CompletedTask;
            }

            return wanted;
        }
    }
}
