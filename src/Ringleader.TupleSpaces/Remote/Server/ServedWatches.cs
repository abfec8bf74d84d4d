using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>The watches of peers, by ids that nobody can guess. Thread-safe.</summary>
/// <param name="keepFor">How long a watch is kept that nobody reads.</param>
/// <param name="clock">Measures it.</param>
/// <param name="stopping">Ends the watches in good order: each reader finds all events, and then the end.</param>
internal sealed class ServedWatches(TimeSpan keepFor, TimeProvider clock, CancellationToken stopping) : IAsyncDisposable
{
    /// <summary>How long a stop waits for readers that are between two calls.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    private const long Mask = (1L << 62) - 1;
    private readonly ConcurrentDictionary<long, ServedWatch> _watches = new();
    private readonly ConcurrentDictionary<Task, byte> _ending = new();

    /// <summary>How many there are.</summary>
    public int Count => _watches.Count;

    /// <summary>Keeps a watch for its peer.</summary>
    /// <param name="watch">The watch, which is disposed at the end.</param>
    /// <param name="share">Its place in the quota of the peer, disposed at the end.</param>
    public ServedWatch Add(ITupleWatch watch, IDisposable? share = null)
    {
        var id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & Mask;
        var served = new ServedWatch(id, watch, keepFor, clock, LetGo, share, stopping);
        _watches[id] = served;
        return served;
    }

    public ServedWatch? Find(long id) => _watches.GetValueOrDefault(id);

    /// <summary>Ends a watch; false when it had ended before.</summary>
    public async ValueTask<bool> EndAsync(long id)
    {
        if (!_watches.TryRemove(id, out var watch))
        {
            return false;
        }

        await watch.EndAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Lets readers read to the end, once stopping was requested.</summary>
    public async Task DrainAsync()
    {
        var reading = _watches.Values.Where(static watch => watch.IsBeingRead).Select(static watch => watch.Over).ToList();
        await Task.WhenAny(Task.WhenAll(reading), Task.Delay(StopLimit, TimeProvider.System)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _watches.Keys)
        {
            await EndAsync(id).ConfigureAwait(false);
        }

        await Task.WhenAll(_ending.Keys).ConfigureAwait(false);
    }

    private void LetGo(ServedWatch watch)
    {
        var ending = EndAsync(watch.Id).AsTask();
        _ending.TryAdd(ending, 0);
        _ = ending.ContinueWith(
            static (ended, owner) => ((ServedWatches)owner!)._ending.TryRemove(ended, out _), // passed below
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
