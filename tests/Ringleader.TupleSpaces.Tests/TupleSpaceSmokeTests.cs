namespace Ringleader.TupleSpaces.Tests;

public sealed class TupleSpaceSmokeTests
{
    [Theory]
    [InlineData(TupleOrder.FirstInFirstOut)]
    [InlineData(TupleOrder.AsRinda)]
    public async Task Write_take_wait_lease_watch(TupleOrder order)
    {
        var clock = new Ringleader.Testing.FakeTimeProvider();
        await using var space = new TupleSpace(new() { Order = order, TimeProvider = clock });
        var watch = await space.WatchAsync(["a", null]);
        await space.WriteAsync(["a", 1]);
        await space.WriteAsync(["a", 2], TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await space.TryTakeAndCommitAsync(["a", null]))![1]);
        var take = space.TryTakeAsync(["a", 3], TimeSpan.FromSeconds(2));
        Assert.False(take.IsCompleted);
        await space.WriteAsync(["a", 3]);
        var taken = await take;
        Assert.Equal(1, await space.CountAsync(["a", null]));
        await taken!.DisposeAsync();
        Assert.Equal(2, await space.CountAsync(["a", null]));
        var late = space.TryReadAsync(["b", 3], TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(1.999));
        Assert.False(late.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Null(await late);
        Assert.Equal([3], (await space.ReadAllAsync(["a", null])).Select(tuple => tuple[1]));
        await space.DisposeAsync();
        var events = new List<string>();
        await foreach (var e in watch)
        {
            events.Add($"{e.Sequence} {e.Kind} {e.Tuple?[1]}");
        }

        Assert.Equal(["1 Write 1", "2 Write 2", "3 Take 1", "4 Write 3", "5 Take 3", "6 Write 3", "7 Delete 2", "8 Close "], events);
    }
}
