using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces.Watching;

/// <summary>One watch of a space: events that nobody has read yet, up to a limit, and the call that waits for one.</summary>
/// <remarks>Everything is guarded by the space's lock; readers are woken when it is free.</remarks>
internal sealed class TupleWatch(TupleSpace space, Template template, TupleEventKinds kinds) : Registration(template.Screen), ITupleWatch
{
    private readonly Queue<TupleEvent> _unread = [];
    private long _sequence;
    private long _lost;

    /// <summary>The number of the last event that the reader of a costly template was given; the reader's own.</summary>
    private long _matched;
    private bool _isOpen = true;
    private bool _isDone;
    private TupleEvent? _close;
    private WatchReader? _reader;

    /// <summary>How long it watches; null for as long as it likes.</summary>
    public Term? Term { get; set; }

    /// <summary>What is watched; the registration has its screen.</summary>
    public Template Watched => template;

    /// <inheritdoc/>
    public ValueTask<TupleEvent?> NextAsync(CancellationToken cancellationToken = default) =>
        template.IsCostly ? NextMatchAsync(cancellationToken) : NextScreenedAsync(cancellationToken);

    /// <summary>
    /// With a costly template, what the screen let through is tried by the reader, and numbered again. So what is lost is what
    /// might have matched.
    /// </summary>
    private async ValueTask<TupleEvent?> NextMatchAsync(CancellationToken cancellationToken)
    {
        while (await NextScreenedAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            if (next.Tuple is null || template.Matches(next.Tuple))
            {
                _matched += next.Kind == TupleEventKinds.Lost ? next.LostCount : 1;
                return next with { Sequence = _matched };
            }
        }

        return null;
    }

    private ValueTask<TupleEvent?> NextScreenedAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TupleEvent?>(cancellationToken);
        }

        WatchReader reader;
        lock (space.Lock)
        {
            if (_reader is not null)
            {
                throw new InvalidOperationException("The watch is being read already; it has one reader at a time.");
            }

            if (TryTake(out var next))
            {
                return new(next);
            }

            _reader = reader = new();
        }

        if (cancellationToken.CanBeCanceled)
        {
            Listen(reader, cancellationToken);
        }

        return new(reader.Task);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<TupleEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            yield return next;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        space.Unwatch(this);
        return default;
    }

    /// <summary>Takes an event in, or counts it as lost. Under the lock.</summary>
    public void Feed(TupleEventKinds kind, SpaceTuple tuple, ref Aftermath aftermath)
    {
        if ((kinds & kind) == TupleEventKinds.None || !_isOpen)
        {
            return;
        }

        _sequence++;
        if (_unread.Count >= space.Options.WatchCapacity)
        {
            _lost++;
            TupleSpacesDiagnostics.LostEvents.Add(1);
            return;
        }

        if (_lost > 0)
        {
            _unread.Enqueue(TakeLoss(_sequence - 1));
        }

        _unread.Enqueue(new(kind, _sequence, tuple));
        Wake(ref aftermath);
    }

    /// <summary>Ends it: what is unread can still be read, then comes the last event. Under the lock.</summary>
    public void Close(ref Aftermath aftermath)
    {
        if (_isOpen)
        {
            _isOpen = false;
            _close = new(TupleEventKinds.Close, ++_sequence, null);
            Wake(ref aftermath);
        }
    }

    /// <summary>Ends it without a word, because its owner does not want it any more. Under the lock.</summary>
    public void Abandon(ref Aftermath aftermath)
    {
        _isOpen = false;
        _isDone = true;
        _unread.Clear();
        Wake(ref aftermath);
    }

    internal override void OnDue(ref Aftermath aftermath) => throw new InvalidOperationException("A watch is not a timer; its term is.");

    internal override void Run() => throw new InvalidOperationException("A watch has nothing to do; its reader has.");

    private void Listen(WatchReader reader, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister((state, token) => StopReading((WatchReader)state!, token), reader);
        lock (space.Lock)
        {
            if (_reader == reader)
            {
                reader.Cancellation = registration;
                return;
            }
        }

        registration.Unregister();
    }

    private void StopReading(WatchReader reader, CancellationToken cancellationToken)
    {
        lock (space.Lock)
        {
            if (_reader != reader)
            {
                return; // it has its event
            }

            _reader = null;
        }

        reader.Cancel(cancellationToken);
    }

    private void Wake(ref Aftermath aftermath)
    {
        if (_reader is not null && TryTake(out var next))
        {
            _reader.Settle(next);
            aftermath.Add(_reader);
            _reader = null;
        }
    }

    /// <summary>The next event, or null at the end; false when there is none yet.</summary>
    private bool TryTake(out TupleEvent? next)
    {
        if (_isDone)
        {
            next = null;
            return true;
        }

        if (_unread.TryDequeue(out next))
        {
            return true;
        }

        if (_lost > 0)
        {
            next = TakeLoss(_isOpen ? _sequence : _sequence - 1);
            return true;
        }

        next = _close;
        _isDone = _close is not null;
        return _isDone;
    }

    private TupleEvent TakeLoss(long lastLost)
    {
        var loss = new TupleEvent(TupleEventKinds.Lost, lastLost, null, _lost);
        _lost = 0;
        return loss;
    }
}
