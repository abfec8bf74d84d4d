using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Waking;

/// <summary>How those who wait for work learn of it: in this process at once, in others by a hint, and if all else fails by looking.</summary>
internal sealed class WakeUp : IAsyncDisposable
{
    private static readonly TimeSpan UnsureFirst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UnsureLater = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SureFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SureLater = TimeSpan.FromSeconds(5);

    // When a transaction of the caller's commits is not told to us; nearly all do so within this time.
    private static readonly TimeSpan[] Echoes = [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private readonly WorkSignal _signal = new();
    private readonly HintSender? _sender;
    private readonly HintListener? _listener;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new(); // Guards the echo.
    private readonly CancellationTokenSource _stop = new();
    private Task _echo = Task.CompletedTask;
    private int _echoesLeft;

    public WakeUp(NpgsqlDataSource source, StoreDatabase database, PostgreSqlJobStoreOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _timeProvider = timeProvider;
        if (options.Hints)
        {
            var channel = $"{options.Schema}_work";
            _sender = new(database, channel, timeProvider, logger);
            _listener = new(source, database, channel, _signal, timeProvider, logger);
        }
    }

    /// <summary>There may be work. <paramref name="somebodyIdles"/> says whether other processes are to be told.</summary>
    public void Wake(bool somebodyIdles = true)
    {
        _signal.Wake();
        if (somebodyIdles)
        {
            _sender?.Send();
        }
    }

    /// <summary>The channel, for a call that tells those who idle with its own commit; null when the next hint has to wait a little.</summary>
    public string? TakeTurn() => _sender?.TakeTurn();

    /// <summary>There will be work as soon as a transaction of the caller's commits.</summary>
    public void WakeAfterCommit()
    {
        lock (_lock)
        {
            _echoesLeft = Echoes.Length;
            if (_echo.IsCompleted && !_stop.IsCancellationRequested)
            {
                _echo = Task.Run(EchoAsync);
            }
        }
    }

    /// <summary>Waits until there may be work.</summary>
    /// <param name="look">How long until there may be some, as far as the database knows; zero when there is.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WaitAsync(Func<Task<TimeSpan>> look, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var begun = _timeProvider.GetTimestamp();
        for (var round = 0; ; round++)
        {
            var next = _signal.Next;
            _listener?.Want();
            var until = await look().ConfigureAwait(false);
            var left = atMost - _timeProvider.GetElapsedTime(begun);
            if (until <= TimeSpan.Zero || left <= TimeSpan.Zero || _stop.IsCancellationRequested)
            {
                return;
            }

            var pause = Math.Min(Math.Min(until.Ticks, left.Ticks), PauseOf(round).Ticks);
            try
            {
                // A timer of none would be over before its time.
                await next.WaitAsync(TimeSpan.FromTicks(Math.Max(pause, TimeSpan.TicksPerMillisecond)), _timeProvider, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TimeoutException)
            {
                // Nobody has told us anything: look again.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task echo;
        lock (_lock)
        {
            echo = _echo;
            _stop.Cancel();
        }

        await echo.ConfigureAwait(false);
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false);
        }

        if (_sender is not null)
        {
            await _sender.DisposeAsync().ConfigureAwait(false);
        }

        _signal.Wake();
    }

    private TimeSpan PauseOf(int round)
    {
        var isSure = _listener is { IsProven: true };
        var pause = round < 4 ? (isSure ? SureFirst : UnsureFirst) : (isSure ? SureLater : UnsureLater);
        return pause * (0.8 + (RandomNumberGenerator.GetInt32(400) / 1000d)); // So that nodes do not look all at the same time.
    }

    private async Task EchoAsync()
    {
        while (true)
        {
            TimeSpan pause;
            lock (_lock)
            {
                if (_echoesLeft == 0)
                {
                    _echo = Task.CompletedTask; // Whoever enqueues from here on starts anew.
                    return;
                }

                pause = Echoes[^_echoesLeft--];
            }

            try
            {
                await Task.Delay(pause, _timeProvider, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return; // The store is disposed.
            }

            Wake();
        }
    }
}
