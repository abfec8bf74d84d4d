using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Storage;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces;

/// <content>Waiting calls, and what happens in its time.</content>
public sealed partial class TupleSpace
{
    /// <summary>A day, in milliseconds: the clock's timers end at a few weeks.</summary>
    private const double LongestTimer = 86_400_000;

    private const int MaxDueAtOnce = 1024;

    /// <summary>The time by which a tuple may be over; the clock is read only when there are tuples that end.</summary>
    private TimeSpan Now => _termCount == 0 ? TimeSpan.Zero : Clock.Now;

    /// <summary>Ends a wait before its time.</summary>
    internal void Cancel(Waiter waiter, Exception error)
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            if (waiter.IsSettled)
            {
                return;
            }

            Settle(waiter, null, error, ref aftermath);
        }

        aftermath.Run();
    }

    /// <summary>Keeps the registration of a waiter with its token; false when the wait is over.</summary>
    internal bool TryKeep(Waiter waiter, CancellationTokenRegistration registration)
    {
        lock (Lock)
        {
            if (waiter.IsSettled)
            {
                return false;
            }

            waiter.Keep(registration);
            return true;
        }
    }

    /// <summary>Ends a wait without a tuple because its time is over. Under the lock.</summary>
    internal void Expire(Waiter waiter, ref Aftermath aftermath) => Settle(waiter, null, null, ref aftermath);

    /// <summary>Removes a tuple whose time is over; a leased one stays until its lease ends. Under the lock.</summary>
    internal void Expire(Place place, ref Aftermath aftermath)
    {
        if (place.Entry.IsLeased)
        {
            return;
        }

        var tuple = place.Tuple;
        Remove(place);
        RecordExpiry(tuple, ref aftermath);
    }

    /// <summary>Takes the answer of a term's renewer, unless the term is no longer in force.</summary>
    internal void Renewed(Term term, Grant grant)
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            if (!_isClosed && term.IsInForce)
            {
                term.Extend(grant.Duration is { } duration ? Clock.After(duration) : SpaceClock.Never, grant.Renewer);
                if (grant.IsOver)
                {
                    term.End(ref aftermath);
                }
                else
                {
                    Schedule(term);
                }
            }
        }

        aftermath.Run();
    }

    /// <summary>Sets a timer for when it is due. Under the lock.</summary>
    internal void Schedule(WheelTimer timer)
    {
        if (timer.DueAt == SpaceClock.Never)
        {
            return;
        }

        _wheel.Add(timer, Clock.Now);
        if (timer.DueAt < _armedFor)
        {
            Arm(timer.DueAt);
        }
    }

    /// <summary>Stops a timer that may not have run. Under the lock.</summary>
    internal void Unschedule(WheelTimer timer) => _wheel.Remove(timer);

    private static RequestCanceledException Canceled(Template template, string cause) => new($"The wait for {template} has ended because {cause}.");

    private TimeSpan DueAfter(TimeSpan timeout) => timeout == Timeout.InfiniteTimeSpan ? SpaceClock.Never : Clock.After(timeout);

    private Waiter Enqueue(Waiter waiter, TemplateIndex<Waiter> line)
    {
        RequireRoomForWaiter(waiter.Template);
        line.Add(waiter);
        Schedule(waiter);
        return waiter;
    }

    private void RequireRoomForWaiter(Template template)
    {
        if (WaiterCount >= Options.MaxWaiters)
        {
            throw new TupleSpaceFullException($"The wait for {template} was refused because {Options.MaxWaiters} calls wait, which is the option MaxWaiters. Try again later.");
        }
    }

    private void Settle(Waiter waiter, object? result, Exception? error, ref Aftermath aftermath)
    {
        (waiter.Kind == WaitKind.Read ? _readers : _takers).Remove(waiter);
        _wheel.Remove(waiter);
        waiter.Settle(result, error);
        aftermath.Add(waiter);
    }

    private static async ValueTask<T?> ObserveAsync<T>(Waiter waiter)
        where T : class
    {
        using var activity = TupleSpacesDiagnostics.Activities.StartActivity("tuplespaces.wait");
        activity?.SetTag("ringleader.tuplespaces.kind", waiter.Kind.ToString());
        var result = await waiter.AsTask<T?>().ConfigureAwait(false);
        activity?.SetTag("ringleader.tuplespaces.found", result is not null);
        return result;
    }

    private static ValueTask<T?> WaitAsync<T>(Waiter waiter, CancellationToken cancellationToken)
        where T : class
    {
        if (cancellationToken.CanBeCanceled)
        {
            waiter.ListenTo(cancellationToken);
        }

        return TupleSpacesDiagnostics.Activities.HasListeners() ? ObserveAsync<T>(waiter) : waiter.AsTask<T?>();
    }

    private void RecordExpiry(SpaceTuple tuple, ref Aftermath aftermath)
    {
        TupleSpacesDiagnostics.Expired.Add(1);
        _changes.Append(ChangeKind.Deleted, tuple, ref aftermath);
    }

    private void OnTimer()
    {
        while (ExpireSome())
        {
            // Others had their turn in between.
        }
    }

    /// <summary>Does what is due, up to a limit, so that a million ends at once do not lock everybody out.</summary>
    /// <returns>True when more is due.</returns>
    private bool ExpireSome()
    {
        Aftermath aftermath = default;
        var left = MaxDueAtOnce;
        lock (Lock)
        {
            if (_isClosed)
            {
                return false;
            }

            var now = Clock.Now;
            while (left > 0 && _wheel.TryTakeDue(now, out var timer))
            {
                timer.OnDue(ref aftermath);
                left--;
            }

            if (left > 0)
            {
                Arm(_wheel.NextDue());
            }
        }

        aftermath.Run();
        return left == 0;
    }

    /// <summary>One timer of the clock serves all; when nothing is due it does not run.</summary>
    private void Arm(TimeSpan dueAt)
    {
        _armedFor = dueAt;
        if (dueAt == SpaceClock.Never)
        {
            return;
        }

        // Timers count whole milliseconds; a little late is right, too early would come again.
        var wait = Math.Clamp(Math.Ceiling((dueAt - Clock.Now).TotalMilliseconds), 0, LongestTimer);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
