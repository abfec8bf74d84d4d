using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <content>Tuples that are taken under a lease.</content>
public abstract partial class TupleSpaceConformance
{
    [Fact]
    public async Task A_leased_tuple_is_out_of_sight()
    {
        await WriteAsync("job", 1);
        await using var taken = await Space.TryTakeAsync(["job", null]);

        Assert.Equal(1, Number(taken!.Tuple));
        Assert.Null(await Space.TryReadAsync(["job", null]));
        Assert.Null(await Space.TryTakeAsync(["job", null]));
        Assert.Equal(0, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_committed_tuple_is_gone_for_good()
    {
        await WriteAsync("job", 1);
        await using (var taken = await Space.TryTakeAsync(["job", null]))
        {
            await taken!.CommitAsync();
        }

        Assert.Equal(0, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_tuple_that_is_not_committed_comes_back()
    {
        await WriteAsync("job", 1);
        await using (await Space.TryTakeAsync(["job", null]))
        {
            Assert.Equal(0, await Space.CountAsync(["job", null]));
        }

        Assert.Equal([1], (await Space.ReadAllAsync(["job", null])).Select(Number));
    }

    [Fact]
    public async Task A_tuple_comes_back_to_its_old_place()
    {
        await WriteAsync("job", 1, 2, 3);
        var first = await Space.TakeAsync(["job", 1]);
        var second = await Space.TakeAsync(["job", 2]);
        await second.ReturnAsync();
        await first.ReturnAsync();

        int[] expected = Backend.KeepsLeased ? [1, 2, 3] : [3, 2, 1];
        Assert.Equal(expected, (await Space.ReadAllAsync(["job", null])).Select(Number));
    }

    [Fact]
    public async Task A_tuple_that_comes_back_goes_to_who_waits_for_it()
    {
        await WriteAsync("job", 1);
        var taken = await Space.TakeAsync(["job", null]);
        var read = Space.TryReadAsync(["job", null], Patience).AsTask();
        var take = Space.TryTakeAsync(["job", null], Patience).AsTask();
        await Backend.WhenWaitingAsync(2);

        await taken.ReturnAsync();

        Assert.Equal(1, Number((await read.WaitAsync(Patience))!));
        await (await take.WaitAsync(Patience))!.CommitAsync();
        Assert.Equal(0, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task Take_under_a_lease_waits_until_a_matching_tuple_is_written()
    {
        var take = Space.TryTakeAsync(["job", null], Patience).AsTask();
        await Backend.WhenWaitingAsync(1);

        await WriteAsync("job", 1);

        await using var taken = await take.WaitAsync(Patience);
        Assert.Equal(1, Number(taken!.Tuple));
        Assert.Equal(0, await Space.CountAsync(["job", null]));
        await taken.ReturnAsync();
        Assert.Equal(1, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_lease_is_settled_once()
    {
        await WriteAsync("job", 1, 2);
        var committed = await Space.TakeAsync(["job", null]);
        await committed.CommitAsync();
        var returned = await Space.TakeAsync(["job", null]);
        await returned.ReturnAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await committed.CommitAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await returned.CommitAsync());
        await committed.ReturnAsync();
        await committed.DisposeAsync();
        await returned.DisposeAsync();
        Assert.Equal([2], (await Space.ReadAllAsync(["job", null])).Select(Number));
    }

    [Fact]
    public async Task A_leased_tuple_is_replaced_as_one_change()
    {
        await WriteAsync("count", 1);
        await using var taken = await Space.TakeAsync(["count", null]);
        if (!Backend.CanReplace)
        {
            await Assert.ThrowsAsync<NotSupportedException>(async () => await taken.ReplaceAsync(["count", 2]));
            return;
        }

        var entry = await taken.ReplaceAsync(["count", 2]);

        Assert.Equal(TupleEntryState.Present, await entry.GetStateAsync());
        Assert.Equal([2], (await Space.ReadAllAsync(["count", null])).Select(Number));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await taken.ReplaceAsync(["count", 3]));
    }
}
