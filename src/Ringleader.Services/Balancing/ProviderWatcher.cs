using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Balancing;

/// <summary>Keeps the providers of one service as the first ring server that answers has them, by watching it.</summary>
/// <remarks>
/// A registration that is written is added; after any other event, lost ones included, the board is read anew, since a provider
/// may be registered twice. A watch that ends is followed by a watch of the next ring server. In between the providers stay as
/// they were: they may well live when the ring server does not.
/// </remarks>
internal sealed partial class ProviderWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly string _name;
    private readonly RingBoards _boards;
    private readonly RemotingClient _client;
    private readonly RemoteServer _server;
    private readonly ServiceRingOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watching;

    public ProviderWatcher(
        string name, RingBoards boards, RemotingClient client, RemoteServer server, ServiceRingOptions options, ILogger logger)
    {
        _name = name;
        _boards = boards;
        _client = client;
        _server = server;
        _options = options;
        _logger = logger;
        Providers = new ProviderList(name, options.TimeProvider, options.CheckPeriod);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Those of the moment.</summary>
    public ProviderList Providers { get; }

    /// <summary>Ends when the list was filled for the first time.</summary>
    public Task Filled => _filled.Task;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _filled.TrySetCanceled();
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                var hasWatched = false;
                foreach (var board in _boards.Current)
                {
                    hasWatched |= await WatchAsync(board, _stopping.Token).ConfigureAwait(false);
                    if (hasWatched)
                    {
                        break;
                    }
                }

                await Task.Delay(hasWatched ? Pause : Retry, _options.TimeProvider, _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody asks any more.
        }
    }

    /// <summary>Watches one ring server for as long as that goes well. False when it could not be begun.</summary>
    private async ValueTask<bool> WatchAsync(RingBoard board, CancellationToken cancellationToken)
    {
        var template = ServiceTuple.Named(_name);
        var begin = await board.AskAsync(
            (space, token) => space.WatchAsync(template, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        if (!begin.TryGet(out var watch))
        {
            return false;
        }

        await using (((IAsyncDisposable)watch).ConfigureAwait(false))
        {
            if (!await FillAsync(board, template, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            try
            {
                while (await watch.NextAsync(cancellationToken).ConfigureAwait(false) is { } change)
                {
                    if (change is { Kind: TupleEventKinds.Write, Tuple: { } written })
                    {
                        foreach (var target in TargetsOf([written]))
                        {
                            Providers.Add(target);
                        }
                    }
                    else if (!await FillAsync(board, template, cancellationToken).ConfigureAwait(false))
                    {
                        break;
                    }
                }
            }
            catch (Exception error) when (error is RingleaderException or TimeoutException or ObjectDisposedException)
            {
                LogWatchEnded(_name, board.Name, error);
            }
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(RingBoard board, Template template, CancellationToken cancellationToken)
    {
        var look = await board.AskAsync((space, token) => space.ReadAllAsync(template, token), cancellationToken).ConfigureAwait(false);
        if (!look.TryGet(out var tuples))
        {
            return false;
        }

        Providers.Replace(TargetsOf(tuples));
        _filled.TrySetResult();
        return true;
    }

    private IEnumerable<RemoteObject> TargetsOf(IEnumerable<SpaceTuple> tuples)
    {
        foreach (var tuple in tuples)
        {
            if (ServiceTuple.TryRead(tuple, _client, _server, out var provider))
            {
                yield return provider.Registration.Target;
            }
        }
    }

    [LoggerMessage(3012, LogLevel.Warning, "The watch for '{Service}' at the ring server '{RingServer}' ended.")]
    private partial void LogWatchEnded(string service, string ringServer, Exception error);
}
