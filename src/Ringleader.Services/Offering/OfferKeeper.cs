using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ringleader.Services.Registry;

namespace Ringleader.Services.Offering;

/// <summary>
/// Keeps the offers of this process on every ring server: one loop looks whether each still has each offer, and writes what is
/// missing. The loop alone registers and withdraws, so no two can write the same entry.
/// </summary>
/// <remarks>
/// A round is due after every check period, when an offer is made, and when a ring server is found; while an offer has no ring
/// server at all, after a second. The ring servers are asked side by side, each for one offer after the other, and one that does
/// not answer is left alone for the rest of the round.
/// </remarks>
internal sealed partial class OfferKeeper : IAsyncDisposable
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);
    private readonly RingBoards _boards;
    private readonly ServiceRingOptions _options;
    private readonly Registrar _registrar;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<ServiceOffer, TaskCompletionSource> _offers = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly Task _keeping;
    private int _disposed;

    public OfferKeeper(RingBoards boards, ReturnPath returnPath, ServiceRingOptions options, ILogger logger)
    {
        _boards = boards;
        _options = options;
        _logger = logger;
        _registrar = new Registrar(returnPath, logger);
        _timer = options.TimeProvider.CreateTimer(
            static state => ((OfferKeeper)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        boards.Found += OnFound;
        _keeping = Task.Run(KeepAsync);
    }

    /// <summary>The names that the offers are registered with.</summary>
    public OfferIdentities Identities { get; } = new();

    /// <summary>Takes an offer into its care; the first registration follows at once.</summary>
    public void Add(ServiceOffer offer)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(ServiceRing));
        _offers.TryAdd(offer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ServicesDiagnostics.Offers.Add(1);
        Wake();
    }

    /// <summary>Ends when the offer, which says that it is withdrawn, is gone from every ring server that can be reached.</summary>
    public Task WithdrawAsync(ServiceOffer offer)
    {
        if (!_offers.TryGetValue(offer, out var withdrawn))
        {
            return Task.CompletedTask;
        }

        Wake();
        return withdrawn.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _boards.Found -= OnFound;
            await Task.WhenAll(_offers.Keys.Select(static offer => offer.DisposeAsync().AsTask())).ConfigureAwait(false);
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        await _keeping.ConfigureAwait(false);
    }

    private void OnFound(object? sender, EventArgs e) => Wake();

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                await _wake.Reader.ReadAsync(_stopping.Token).ConfigureAwait(false);
                await RunRoundAsync(_stopping.Token).ConfigureAwait(false);
                _timer.Change(NextRound(), Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ring is left, and all offers were withdrawn before.
        }
    }

    private async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        // An offer that is withdrawn from now on gets a round of its own.
        ServiceOffer[] leaving = [.. _offers.Keys.Where(static offer => offer.IsWithdrawn)];
        var boards = _boards.Current;
        try
        {
            await Task.WhenAll(boards.Select(board => KeepAsync(board, cancellationToken))).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a given space throws, the other offers are kept, and the next round tries again.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogRoundFailed(error);
        }

        foreach (var offer in _offers.Keys)
        {
            offer.EndRound(boards);
        }

        foreach (var offer in leaving)
        {
            if (_offers.TryRemove(offer, out var withdrawn))
            {
                ServicesDiagnostics.Offers.Add(-1);
                Identities.Release(offer.Identity);
                withdrawn.SetResult();
            }
        }
    }

    private TimeSpan NextRound()
    {
        var isComplete = _offers.Keys.All(static offer => offer.IsRegistered);
        return isComplete || _options.CheckPeriod < LongestRetry ? _options.CheckPeriod : LongestRetry;
    }

    private async Task KeepAsync(RingBoard board, CancellationToken cancellationToken)
    {
        foreach (var offer in _offers.Keys)
        {
            var answers = offer.IsWithdrawn
                ? await Registrar.WithdrawAsync(offer, board, cancellationToken).ConfigureAwait(false)
                : await _registrar.KeepAsync(offer, board, cancellationToken).ConfigureAwait(false);
            if (!answers)
            {
                foreach (var other in _offers.Keys)
                {
                    other.IsUnknownOn(board);
                }

                return;
            }
        }
    }

    [LoggerMessage(3010, LogLevel.Error, "A check of the registrations ended by an error.")]
    private partial void LogRoundFailed(Exception error);
}
