using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Services.Registry;

/// <summary>
/// The ring servers that this process knows, the preferred one first: those that it was given, in their order, or those that
/// answer on the network, by name and address, so that all processes prefer the same one.
/// </summary>
/// <remarks>
/// On the network they are looked for again and again. One that no longer answers stays in the list while it may come back; a
/// found one is let go when it was not found again and missed several questions.
/// </remarks>
internal sealed partial class RingBoards : IAsyncDisposable
{
    private const int MissesUntilLetGo = 3;

    /// <summary>One lookup takes at least as long, or a slow network has no time to answer.</summary>
    private static readonly TimeSpan ShortestLookup = TimeSpan.FromSeconds(1);
    private readonly ServiceRingOptions _options;
    private readonly RemoteTupleSpaceOptions _spaceOptions;
    private readonly ILogger _logger;
    private readonly RingFinder? _finder;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstFound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstLookup = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _looking;

    /// <summary>Those that were found on the network, in the order of <see cref="FoundSpace.Order"/>. Used by the loop alone.</summary>
    private readonly List<(FoundSpace Space, RingBoard Board)> _found = [];
    private volatile RingBoard[] _current = [];
    private bool _hasReportedNone;

    public RingBoards(ServiceRingOptions options, RemoteServer callbacks, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _spaceOptions = options.Finder.Space with
        {
            Remoting = options.Client with { CallbackServer = callbacks },
            TakeLease = options.Lease,
            TimeProvider = options.TimeProvider,
            LoggerFactory = options.LoggerFactory,
        };
        if (options.Space is { } space)
        {
            _current = [new RingBoard(NameOf(space), space, isOwned: false, options, logger)];
        }
        else if (options.RingServers.Count > 0)
        {
            _current = [.. options.RingServers.Select(uri =>
                new RingBoard(uri, RemoteTupleSpace.Connect(uri, _spaceOptions), isOwned: true, options, logger))];
        }
        else
        {
            _finder = new RingFinder(options.Finder with
            {
                Space = _spaceOptions,
                Timeout = LookupTime(options),
                TimeProvider = options.TimeProvider,
                LoggerFactory = options.LoggerFactory,
            });
        }

        if (_current.Length > 0)
        {
            _firstFound.SetResult();
            _firstLookup.SetResult();
        }

        _looking = _finder is null ? Task.CompletedTask : Task.Run(LookAsync);
    }

    /// <summary>Raised when a ring server was found. Handlers are quick.</summary>
    public event EventHandler? Found;

    /// <summary>Those known now; empty when none was found yet.</summary>
    public IReadOnlyList<RingBoard> Current => _current;

    /// <summary>Ends when the network was asked once, and at once where it is not asked at all.</summary>
    public Task FirstLookup => _firstLookup.Task;

    /// <summary>Those known now, or as soon as there is one.</summary>
    /// <exception cref="RingNotFoundException">None was found in time.</exception>
    public async ValueTask<IReadOnlyList<RingBoard>> AtLeastOneAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_current.Length == 0)
        {
            try
            {
                await _firstFound.Task.WaitAsync(limit, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException error)
            {
                throw new RingNotFoundException(
                    $"No ring server answered on UDP port {_options.Finder.Port} within {limit.TotalSeconds:0.###} s. Start one, name its address in the options, or see whether the network lets broadcasts through.", error);
            }
        }

        return _current;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
        if (_finder is not null)
        {
            await _finder.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var board in _current)
        {
            await board.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    /// <summary>A lookup that goes on after the next one is due would find a ring server late that was started meanwhile.</summary>
    private static TimeSpan LookupTime(ServiceRingOptions options)
    {
        var longest = options.CheckPeriod > ShortestLookup ? options.CheckPeriod : ShortestLookup;
        return options.Finder.Timeout < longest ? options.Finder.Timeout : longest;
    }

    private static string NameOf(ITupleSpace space) => space is RemoteTupleSpace remote ? remote.Target.Uri : "the given space";

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(_options.CheckPeriod, _options.TimeProvider);
        try
        {
            do
            {
                await LookOnceAsync(_stopping.Token).ConfigureAwait(false);
                _firstLookup.TrySetResult();
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _firstLookup.TrySetResult();
        }
    }

    private async Task LookOnceAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<RemoteObject>();
        try
        {
            // The finder is there when this loop is.
            await foreach (var space in _finder!.FindAllAsync(cancellationToken).ConfigureAwait(false))
            {
                found.Add(space.Space.Target);
                await AddAsync(space).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is RingleaderException or IOException or System.Net.Sockets.SocketException)
        {
            LogLookupFailed(error);
        }

        foreach (var (space, board) in _found.Where(pair => !found.Contains(pair.Space.Space.Target) && pair.Board.Missed >= MissesUntilLetGo).ToArray())
        {
            _found.Remove((space, board));
            _current = [.. _found.Select(static pair => pair.Board)];
            LogLetGo(board.Name);
            await board.DisposeAsync().ConfigureAwait(false);
        }

        if (_found.Count == 0 && !_hasReportedNone)
        {
            LogNoneFound(_options.Finder.Port, _options.CheckPeriod.TotalSeconds);
        }

        _hasReportedNone = _found.Count == 0; // one line for each outage
    }

    private async ValueTask AddAsync(FoundSpace space)
    {
        if (_found.Exists(pair => pair.Space.Space.Target.Equals(space.Space.Target)))
        {
            await space.Space.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _found.Add((space, new RingBoard(space.ToString(), space.Space, isOwned: true, _options, _logger)));
        _found.Sort(static (one, other) => FoundSpace.Order.Compare(one.Space, other.Space));
        _current = [.. _found.Select(static pair => pair.Board)];
        LogFound(space.ToString());
        _firstFound.TrySetResult();
        Found?.Invoke(this, EventArgs.Empty);
    }

    [LoggerMessage(3007, LogLevel.Information, "Found the ring server '{RingServer}'.")]
    private partial void LogFound(string ringServer);

    [LoggerMessage(3008, LogLevel.Information, "The ring server '{RingServer}' is gone.")]
    private partial void LogLetGo(string ringServer);

    [LoggerMessage(3014, LogLevel.Warning, "No ring server answered on UDP port {Port}; asking again every {Seconds} s. Offers are registered when one is found.")]
    private partial void LogNoneFound(int port, double seconds);

    [LoggerMessage(3009, LogLevel.Warning, "A search for ring servers failed.")]
    private partial void LogLookupFailed(Exception error);
}
