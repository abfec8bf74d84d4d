using System.Collections.Concurrent;
using Ringleader.Services.Offering;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services;

/// <summary>An object that is offered under a name. It stays registered by itself until this is disposed, which withdraws it.</summary>
public sealed class ServiceOffer : IAsyncDisposable
{
    private readonly OfferKeeper _keeper;
    private readonly ConcurrentDictionary<RingBoard, Placement> _placements = new();
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<RingBoard, string> _problems = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hopeless = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _withdrawn;

    /// <summary>Made by the ring.</summary>
    /// <param name="keeper">Registers it.</param>
    /// <param name="identity">The names that it is registered with.</param>
    /// <param name="implementation">The object, which is kept alive here: a reference to it alone does not do that.</param>
    /// <param name="options">The ring's options.</param>
    internal ServiceOffer(OfferKeeper keeper, OfferIdentity identity, object implementation, ServiceRingOptions options)
    {
        _keeper = keeper;
        _clock = options.TimeProvider;
        Identity = identity;
        Implementation = implementation;
        Lifetime = Lifetime.RenewedBy(new OfferRenewer(this, options.Lease));
    }

    /// <summary>The name that it is found by.</summary>
    public string Name => Identity.Name;

    /// <summary>The text that it is registered with: the identity of this process, or for a class its description.</summary>
    public string Description => Identity.Description;

    /// <summary>The object.</summary>
    public object Implementation { get; }

    /// <summary>Whether a ring server had it when it was last checked. On loan counts as there.</summary>
    public bool IsRegistered => _placements.Values.Any(static placement => placement.IsThere);

    /// <summary>The ring servers that had it when they were last checked.</summary>
    public IReadOnlyList<string> RingServers => 
        [.. _placements.Where(static pair => pair.Value.IsThere).Select(static pair => pair.Key.Name).Order(StringComparer.Ordinal)];

    internal OfferIdentity Identity { get; }

    internal Lifetime Lifetime { get; }

    internal bool IsWithdrawn => Volatile.Read(ref _withdrawn) != 0;

    /// <summary>Waits until a ring server has it for the first time.</summary>
    /// <param name="timeout">How long; at least zero, or infinite.</param>
    /// <param name="cancellationToken">Gives up waiting; the offer stays.</param>
    /// <exception cref="TimeoutException">None had it in time; the offer stays, and goes on trying.</exception>
    /// <exception cref="ObjectDisposedException">The offer was withdrawn before.</exception>
    public Task WaitUntilRegisteredAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _first.Task.WaitAsync(timeout, _clock, cancellationToken);

    /// <summary>Withdraws the offer. A ring server that cannot be reached lets go of it when its lease ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _withdrawn, 1) == 0)
        {
            _first.TrySetException(new ObjectDisposedException(nameof(ServiceOffer), $"The offer of '{Name}' was withdrawn before it was registered."));

            // Nobody has to wait for it.
            _ = _first.Task.Exception;
        }

        await _keeper.WithdrawAsync(this).ConfigureAwait(false);
    }

    /// <summary>What was last known of a board; null when it was never written there.</summary>
    internal Placement? PlacementOn(RingBoard board) => _placements.GetValueOrDefault(board);

    /// <summary>Ends when every ring server that is known was found to be unable to reach this process.</summary>
    internal Task Hopeless => _hopeless.Task;

    /// <summary>Why ring servers cannot keep it, one sentence for each.</summary>
    internal IReadOnlyList<string> Problems => [.. _problems.Values.Order(StringComparer.Ordinal)];

    internal void IsOn(RingBoard board, ITupleEntry entry, SpaceTuple tuple)
    {
        _placements[board] = new(entry, tuple, IsThere: true);
        _problems.TryRemove(board, out _);
        _first.TrySetResult();
    }

    /// <summary>A board took it and did not keep it.</summary>
    /// <returns>How many times in a row.</returns>
    internal int IsGoneFrom(RingBoard board, ITupleEntry entry, SpaceTuple tuple)
    {
        var times = (_placements.GetValueOrDefault(board)?.TimesGone ?? 0) + 1;
        _placements[board] = new(entry, tuple, IsThere: false) { TimesGone = times };
        return times;
    }

    /// <summary>A board cannot reach this process.</summary>
    /// <returns>False when that was known.</returns>
    internal bool HasProblemWith(RingBoard board, string problem)
    {
        var isNew = !string.Equals(_problems.GetValueOrDefault(board), problem, StringComparison.Ordinal);
        _problems[board] = problem;
        return isNew;
    }

    /// <summary>A board does not answer. It may still have the entry when it comes back.</summary>
    internal void IsUnknownOn(RingBoard board)
    {
        if (_placements.TryGetValue(board, out var placement))
        {
            _placements[board] = placement with { IsThere = false };
        }
    }

    /// <summary>Ends a round: forgets boards that are no longer used, and sees whether one is left that may register it.</summary>
    internal void EndRound(IReadOnlyCollection<RingBoard> current)
    {
        foreach (var board in _placements.Keys.Concat(_problems.Keys).Where(board => !current.Contains(board)))
        {
            _placements.TryRemove(board, out _);
            _problems.TryRemove(board, out _);
        }

        if (current.Count > 0 && current.All(_problems.ContainsKey))
        {
            _hopeless.TrySetResult();
        }
    }
}
