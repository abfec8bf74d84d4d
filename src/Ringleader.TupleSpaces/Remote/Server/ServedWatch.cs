using System.Diagnostics.CodeAnalysis;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// A watch that a peer reads by one call after the other. It is let go when nobody has read for a while: a peer that is gone
/// does not say so.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed by EndAsync, as all that ends a watch.")]
internal sealed class ServedWatch
{
    private readonly ITupleWatch _watch;
    private readonly TimeSpan _keepFor;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ITimer _idle;
    private Task<TupleEvent?>? _next;
    private volatile bool _isOver;

    public ServedWatch(long id, ITupleWatch watch, TimeSpan keepFor, TimeProvider clock, Action<ServedWatch> letGo)
    {
        Id = id;
        _watch = watch;
        _keepFor = keepFor;
        _clock = clock;
        _idle = clock.CreateTimer(_ => letGo(this), null, keepFor, Timeout.InfiniteTimeSpan);
    }

    public long Id { get; }

    /// <summary>True once the last event was read, or the watch was ended.</summary>
    public bool IsOver => _isOver;

    /// <summary>
    /// Waits for events, and gives those that are there: at most so many, none when the time is over, null when the watch is.
    /// A reader that gives up loses none. Readers come one after the other.
    /// </summary>
    public async ValueTask<IReadOnlyList<TupleEvent>?> ReadAsync(int maxCount, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            return _isOver ? null : await ReadManyAsync(maxCount, limit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _idle.Change(_keepFor, Timeout.InfiniteTimeSpan);
            _reading.Release();
        }
    }

    public async ValueTask EndAsync()
    {
        _isOver = true;
        await _idle.DisposeAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<TupleEvent>?> ReadManyAsync(int maxCount, TimeSpan limit, CancellationToken cancellationToken)
    {
        var events = new List<TupleEvent>();
        while (events.Count < maxCount)
        {
            _next ??= _watch.NextAsync(CancellationToken.None).AsTask();
            if (!_next.IsCompleted && (events.Count > 0 || !await HasNextAsync(_next, limit, cancellationToken).ConfigureAwait(false)))
            {
                return events;
            }

            var next = await _next.ConfigureAwait(false);
            _next = null;
            if (next is null or { Kind: TupleEventKinds.Close })
            {
                _isOver = true;
            }

            if (next is null)
            {
                return events.Count == 0 ? null : events;
            }

            events.Add(next);
            if (_isOver)
            {
                return events;
            }
        }

        return events;
    }

    /// <summary>The event that is waited for stays for the next reader.</summary>
    private async ValueTask<bool> HasNextAsync(Task next, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(limit, _clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
