using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Offering;

/// <summary>
/// Keeps the offers of this process on every ring server: one loop looks whether each still has each offer, and writes what is
/// missing. The loop alone registers and withdraws, so no two can write the same entry.
/// </summary>
/// <remarks>
/// <para>
/// A round is due after every check period, when an offer is made, and when a ring server is found; while an offer has no ring
/// server at all, after a second. The ring servers are asked side by side, each for one offer after the other, and one that does
/// not answer is left alone for the rest of the round.
/// </para>
/// <para>
/// An entry is there when the board has its tuple, or has lent it out. The entry's handle is not believed alone: a ring server
/// that was restarted may have given the same number to somebody else's tuple.
/// </para>
/// </remarks>
internal sealed partial class OfferKeeper : IAsyncDisposable
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);
    private readonly RingBoards _boards;
    private readonly ServiceRingOptions _options;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<ServiceOffer, TaskCompletionSource> _offers = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly Task _keeping;
    private int _disposed;

    public OfferKeeper(RingBoards boards, ServiceRingOptions options, ILogger logger)
    {
        _boards = boards;
        _options = options;
        _logger = logger;
        _timer = options.TimeProvider.CreateTimer(
            static state => ((OfferKeeper)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        boards.Found += OnFound;
        _keeping = Task.Run(KeepAsync);
    }

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
            offer.Forget(boards);
        }

        foreach (var offer in leaving)
        {
            if (_offers.TryRemove(offer, out var withdrawn))
            {
                ServicesDiagnostics.Offers.Add(-1);
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
                ? await WithdrawAsync(offer, board, cancellationToken).ConfigureAwait(false)
                : await KeepAsync(offer, board, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Looks for one offer and writes it when it is missing. False when the board does not answer.</summary>
    private async ValueTask<bool> KeepAsync(ServiceOffer offer, RingBoard board, CancellationToken cancellationToken)
    {
        var placement = offer.PlacementOn(board);
        if (placement is not null)
        {
            var look = await board.AskAsync(
                (space, token) => IsThereAsync(offer, placement.Entry, space, token), cancellationToken).ConfigureAwait(false);
            if (!look.HasCome)
            {
                return false;
            }

            if (look.Value)
            {
                offer.IsOn(board, placement.Entry);
                return true;
            }
        }

        var write = await board.AskAsync((space, token) => space.WriteAsync(offer.Tuple, offer.Lifetime, token), cancellationToken).ConfigureAwait(false);
        if (!write.TryGet(out var entry))
        {
            return false;
        }

        ServicesDiagnostics.Registrations.Add(1);
        if (placement is null)
        {
            LogRegistered(offer.Name, board.Name);
        }
        else
        {
            LogRegisteredAgain(offer.Name, board.Name);
        }

        offer.IsOn(board, entry);
        return true;
    }

    private static async ValueTask<bool> IsThereAsync(ServiceOffer offer, ITupleEntry entry, ITupleSpace space, CancellationToken cancellationToken)
    {
        var exactly = ServiceTuple.Exactly(offer.Tuple);
        if (await space.CountAsync(exactly, cancellationToken).ConfigureAwait(false) > 0)
        {
            return true;
        }

        return await StateOfAsync(entry, cancellationToken).ConfigureAwait(false) switch
        {
            TupleEntryState.Leased => true,

            // It may have come back from a loan since it was counted.
            TupleEntryState.Present => await space.CountAsync(exactly, cancellationToken).ConfigureAwait(false) > 0,
            _ => false,
        };
    }

    private static async ValueTask<TupleEntryState> StateOfAsync(ITupleEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await entry.GetStateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException error) when (!error.IsTransient)
        {
            // A server that was restarted does not know the handle, or knows it as something else.
            return TupleEntryState.Gone;
        }
    }

    private static async ValueTask<bool> WithdrawAsync(ServiceOffer offer, RingBoard board, CancellationToken cancellationToken)
    {
        if (offer.PlacementOn(board) is not { Entry: var entry })
        {
            return true;
        }

        var answer = await board.AskAsync(
            async (space, token) =>
            {
                // The handle reaches a tuple that is on loan too; but it may be one of before a restart.
                if (await StateOfAsync(entry, token).ConfigureAwait(false) == TupleEntryState.Leased)
                {
                    return await entry.CancelAsync(token).ConfigureAwait(false);
                }

                return (await space.TakeAllAsync(ServiceTuple.Exactly(offer.Tuple), cancellationToken: token).ConfigureAwait(false)).Count > 0;
            },
            cancellationToken).ConfigureAwait(false);
        offer.IsUnknownOn(board);
        return answer.HasCome;
    }

    [LoggerMessage(3003, LogLevel.Information, "Registered '{Service}' at the ring server '{RingServer}'.")]
    private partial void LogRegistered(string service, string ringServer);

    [LoggerMessage(3004, LogLevel.Warning, "The ring server '{RingServer}' had lost '{Service}'. Registered it again.")]
    private partial void LogRegisteredAgain(string service, string ringServer);

    [LoggerMessage(3010, LogLevel.Error, "A check of the registrations ended by an error.")]
    private partial void LogRoundFailed(Exception error);
}
