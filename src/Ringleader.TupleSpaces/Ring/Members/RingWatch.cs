namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>A watch on the member that answers reads, and on the next one when that changes.</summary>
/// <remarks>
/// After a move, at a fail-over and back, the first event is one of kind <see cref="TupleEventKinds.Lost"/> with a count of 1,
/// since nobody knows how many there were: a watcher that keeps a copy reads it again. While no member is up the watch waits.
/// </remarks>
internal sealed class RingWatch : ITupleWatch
{
    private static readonly TimeSpan PauseWhileNoneIsUp = TimeSpan.FromMilliseconds(250);
    private readonly RingMembers _members;
    private readonly Func<ITupleSpace, CancellationToken, ValueTask<ITupleWatch>> _open;
    private readonly long _ends;
    private Answer<ITupleWatch>? _current;
    private Task _leaving = Task.CompletedTask;
    private long _sequence;
    private long _sequenceOfCurrent;
    private bool _isClosed;

    private RingWatch(RingMembers members, Func<ITupleSpace, CancellationToken, ValueTask<ITupleWatch>> open, long ends)
    {
        _members = members;
        _open = open;
        _ends = ends;
    }

    private TimeProvider Clock => _members.Options.TimeProvider;

    public static async ValueTask<ITupleWatch> OpenAsync(
        RingMembers members, Template template, TupleEventKinds kinds, Lifetime lifetime, CancellationToken cancellationToken)
    {
        var clock = members.Options.TimeProvider;
        var ends = lifetime.Duration is { } duration ? clock.GetTimestamp() + (long)(duration.TotalSeconds * clock.TimestampFrequency) : long.MaxValue;
        var watch = new RingWatch(members, (space, token) => space.WatchAsync(template, kinds, Left(clock, ends) ?? lifetime, token), ends);
        watch._current = await members.FirstAsync(watch._open, cancellationToken).ConfigureAwait(false);
        return watch;
    }

    public async ValueTask<TupleEvent?> NextAsync(CancellationToken cancellationToken = default)
    {
        while (!_isClosed)
        {
            if (_current is not { } current)
            {
                if (await MoveAsync(cancellationToken).ConfigureAwait(false))
                {
                    return new TupleEvent(TupleEventKinds.Lost, ++_sequence, null, LostCount: 1);
                }

                continue;
            }

            try
            {
                var (isLeft, next) = await NextOfAsync(current, cancellationToken).ConfigureAwait(false);
                if (isLeft)
                {
                    Leave(current);
                    continue;
                }

                if (next is not null && (next.Kind != TupleEventKinds.Close || Clock.GetTimestamp() >= _ends))
                {
                    return Renumber(next);
                }

                if (Clock.GetTimestamp() >= _ends)
                {
                    _isClosed = true;
                }

                Leave(current); // the space was closed, not the watch
            }
            catch (MemberDownException)
            {
                Leave(current);
            }
        }

        return null;
    }

    public async IAsyncEnumerator<TupleEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            yield return next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        if (_current is { } current)
        {
            Leave(current);
        }

        await _leaving.ConfigureAwait(false);
    }

    private static Lifetime? Left(TimeProvider clock, long ends) =>
        ends == long.MaxValue ? null : Lifetime.For(clock.GetElapsedTime(clock.GetTimestamp(), ends));

    private TupleEvent Renumber(TupleEvent next)
    {
        _sequence += next.Sequence - _sequenceOfCurrent;
        _sequenceOfCurrent = next.Sequence;
        _isClosed = next.Kind == TupleEventKinds.Close;
        return next with { Sequence = _sequence };
    }

    /// <summary>The next event of the current member; or that another one answers reads now, so that this one is to be left.</summary>
    private async ValueTask<(bool IsLeft, TupleEvent? Event)> NextOfAsync(Answer<ITupleWatch> current, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = current.Member.CallAsync((_, token) => current.Value.NextAsync(token), leaving.Token).AsTask();
        while (!next.IsCompleted)
        {
            var changed = _members.Changed; // before the look, so that no change is missed
            if (_members.Up is [var first, ..] && first != current.Member)
            {
                await leaving.CancelAsync().ConfigureAwait(false);
                break;
            }

            await Task.WhenAny(next, changed).ConfigureAwait(false);
        }

        try
        {
            return (false, await next.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (true, null);
        }
    }

    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        if (Clock.GetTimestamp() >= _ends)
        {
            _isClosed = true;
            return false;
        }

        try
        {
            _current = await _members.FirstAsync(_open, cancellationToken).ConfigureAwait(false);
            _sequenceOfCurrent = 0;
            return true;
        }
        catch (RingUnavailableException)
        {
            await Task.Delay(PauseWhileNoneIsUp, Clock, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>A member that hangs must not hold up the move: its watch is ended beside it, within a limit.</summary>
    private void Leave(Answer<ITupleWatch> current)
    {
        _current = null;
        _leaving = Task.WhenAll(_leaving, EndAsync(current.Value));
    }

    private async Task EndAsync(ITupleWatch watch)
    {
        try
        {
            await watch.DisposeAsync().AsTask().WaitAsync(_members.Options.ProbeTimeout, Clock).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RingleaderException or TimeoutException or ObjectDisposedException)
        {
            // Its space is gone or hangs, which the member's health tells already; there the watch ends with its lifetime.
        }
    }
}
