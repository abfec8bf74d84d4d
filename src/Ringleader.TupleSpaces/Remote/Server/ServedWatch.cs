using System.Diagnostics.CodeAnalysis;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// A watch that a peer reads by one call after the other. It is let go when nobody has read for a while: a peer that is gone
/// does not say so.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed by EndAsync, as all that ends a watch.")]
internal sealed class ServedWatch
{
    /// <summary>A reader that goes through the events of its last call is expected back within this time.</summary>
    private static readonly TimeSpan ReaderReturns = TimeSpan.FromSeconds(5);

    private readonly ITupleWatch _watch;
    private readonly TimeSpan _keepFor;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ITimer _idle;
    private readonly IDisposable? _share;
    private readonly CancellationToken _stopping;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<TupleEvent?>? _next;
    private long _sequence;
    private long _lastRead;
    private volatile bool _isReading;

    public ServedWatch(long id, ITupleWatch watch, TimeSpan keepFor, TimeProvider clock, Action<ServedWatch> letGo, IDisposable? share, CancellationToken stopping)
    {
        _share = share;
        _stopping = stopping;
        _lastRead = clock.GetTimestamp();
        Id = id;
        _watch = watch;
        _keepFor = keepFor;
        _clock = clock;
        _idle = clock.CreateTimer(_ => letGo(this), null, keepFor, Timeout.InfiniteTimeSpan);
    }

    public long Id { get; }

    /// <summary>True once the last event was read, or the watch was ended.</summary>
    public bool IsOver => Over.IsCompleted;

    /// <summary>Completes with <see cref="IsOver"/>.</summary>
    public Task Over => _over.Task;

    /// <summary>True while its reader is there, or has just gone to come again.</summary>
    public bool IsBeingRead => !IsOver && (_isReading || _clock.GetElapsedTime(Volatile.Read(ref _lastRead)) < ReaderReturns);

    /// <summary>
    /// Waits for events, and gives those that are there: at most so many, none when the time is over, null when the watch is.
    /// A reader that gives up loses none. Readers come one after the other.
    /// </summary>
    public async ValueTask<IReadOnlyList<TupleEvent>?> ReadAsync(int maxCount, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        _isReading = true;
        _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            return IsOver ? null : await ReadManyAsync(maxCount, limit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _idle.Change(_keepFor, Timeout.InfiniteTimeSpan);
            Volatile.Write(ref _lastRead, _clock.GetTimestamp());
            _isReading = false;
            _reading.Release();
        }
    }

    public async ValueTask EndAsync()
    {
        _over.TrySetResult();
        _share?.Dispose();
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
                if (_stopping.IsCancellationRequested)
                {
                    // All that has happened was read: the server's end is the end of the watch.
                    events.Add(new TupleEvent(TupleEventKinds.Close, _sequence + 1, null));
                    _over.TrySetResult();
                }

                return events;
            }

            var next = await _next.ConfigureAwait(false);
            _next = null;
            _sequence = next?.Sequence ?? _sequence;
            if (next is null or { Kind: TupleEventKinds.Close })
            {
                _over.TrySetResult();
            }

            if (next is null)
            {
                return events.Count == 0 ? null : events;
            }

            events.Add(next);
            if (IsOver)
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
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
            await next.WaitAsync(limit, _clock, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
