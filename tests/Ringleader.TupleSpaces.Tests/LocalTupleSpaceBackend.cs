using Ringleader.Conformance;
using Ringleader.Testing;

namespace Ringleader.TupleSpaces.Tests;

/// <summary>A space in this process, whose clock stands still.</summary>
internal sealed class LocalTupleSpaceBackend : TupleSpaceBackend
{
    private readonly TupleSpace _space;

    public LocalTupleSpaceBackend(TupleOrder order)
    {
        Order = order;
        Clock = new();
        _space = new(new() { Order = order, TimeProvider = Clock });
    }

    public override ITupleSpace Space => _space;

    public override TupleOrder Order { get; }

    public override FakeTimeProvider Clock { get; }

    public override Task WhenWaitingAsync(int calls)
    {
        // A call that has to wait is in line before it returns.
        Assert.Equal(calls, _space.WaiterCount);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _space.DisposeAsync();
}
