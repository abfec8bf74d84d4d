using Ringleader.Testing;
using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <summary>A space under test, how its time passes, and what it cannot do.</summary>
public abstract class TupleSpaceBackend : IAsyncDisposable
{
    /// <summary>The space; empty at first, its order first in, first out unless <see cref="Order"/> says else.</summary>
    public abstract ITupleSpace Space { get; }

    public virtual TupleOrder Order => TupleOrder.FirstInFirstOut;

    /// <summary>False when a replacement as one change is refused with <see cref="NotSupportedException"/>: a space of Ruby.</summary>
    public virtual bool CanReplace => true;

    /// <summary>False when a leased tuple is gone for the space, and is written anew when it is returned: a space of Ruby.</summary>
    public virtual bool KeepsLeased => true;

    /// <summary>The clock of the space, when a test can move it; null when its time is real.</summary>
    public virtual FakeTimeProvider? Clock => null;

    /// <summary>Ends when so many calls wait in the space.</summary>
    public abstract Task WhenWaitingAsync(int calls);

    /// <summary>Lets time pass.</summary>
    public virtual async Task PassAsync(TimeSpan duration)
    {
        if (Clock is { } clock)
        {
            clock.Advance(duration);
        }
        else
        {
            await Task.Delay(duration);
        }
    }

    public abstract ValueTask DisposeAsync();
}
