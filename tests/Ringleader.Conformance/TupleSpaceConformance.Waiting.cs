using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <content>Calls that wait.</content>
public abstract partial class TupleSpaceConformance
{
    [Fact]
    public async Task Read_waits_until_a_matching_tuple_is_written()
    {
        var read = Space.TryReadAsync(["job", null], Patience).AsTask();
        await Backend.WhenWaitingAsync(1);
        await WriteAsync("other", 1);

        Assert.False(read.IsCompleted);

        await WriteAsync("job", 2);

        Assert.Equal(2, Number((await read.WaitAsync(Patience))!));
        Assert.Equal(1, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task Take_waits_until_a_matching_tuple_is_written()
    {
        var take = Space.TryTakeAndCommitAsync(["job", null], Patience).AsTask();
        await Backend.WhenWaitingAsync(1);
        await WriteAsync("other", 1);

        Assert.False(take.IsCompleted);

        await WriteAsync("job", 2);

        Assert.Equal(2, Number((await take.WaitAsync(Patience))!));
        Assert.Equal(0, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_tuple_goes_to_all_who_wait_to_read_it_and_to_one_who_waits_to_take_it()
    {
        Task<SpaceTuple?>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Space.TryReadAsync(["job", null], Patience).AsTask())];
        Task<SpaceTuple?>[] takers = [.. Enumerable.Range(0, 2).Select(_ => Space.TryTakeAndCommitAsync(["job", null], Patience).AsTask())];
        await Backend.WhenWaitingAsync(5);

        await WriteAsync("job", 1);

        Assert.All(await Task.WhenAll(readers).WaitAsync(Patience), tuple => Assert.Equal(1, Number(tuple!)));
        var first = await Task.WhenAny(takers).WaitAsync(Patience);
        Assert.Equal(1, Number((await first)!));
        var answered = takers.Count(taker => taker.IsCompleted);
        Assert.Equal(1, answered);

        await WriteAsync("job", 2);

        Assert.Equal([1, 2], (await Task.WhenAll(takers).WaitAsync(Patience)).Select(tuple => Number(tuple!)).Order());
        Assert.Equal(0, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_wait_gives_null_when_its_time_is_over()
    {
        var read = Space.TryReadAsync(["job", null], Moment).AsTask();
        var take = Space.TryTakeAsync(["job", null], Moment).AsTask();
        var commit = Space.TryTakeAndCommitAsync(["job", null], Moment).AsTask();
        await WhenWaitingBrieflyAsync(3);

        await Backend.PassAsync(Moment);

        Assert.Null(await read.WaitAsync(Patience));
        Assert.Null(await take.WaitAsync(Patience));
        Assert.Null(await commit.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_wait_whose_time_is_over_takes_nothing_later()
    {
        var take = Space.TryTakeAndCommitAsync(["job", null], Moment).AsTask();
        await WhenWaitingBrieflyAsync(1);
        await Backend.PassAsync(Moment);
        Assert.Null(await take.WaitAsync(Patience));

        await WriteAsync("job", 1);

        Assert.Equal(1, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_takes_nothing_later()
    {
        using var cancellation = new CancellationTokenSource();
        var read = Space.TryReadAsync(["job", null], Patience, cancellation.Token).AsTask();
        var take = Space.TryTakeAsync(["job", null], Patience, cancellation.Token).AsTask();
        var commit = Space.TryTakeAndCommitAsync(["job", null], Timeout.InfiniteTimeSpan, cancellation.Token).AsTask();
        await Backend.WhenWaitingAsync(3);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.WaitAsync(Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit.WaitAsync(Patience));
        await WriteAsync("job", 1);
        Assert.Equal(1, await Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_call_whose_token_is_cancelled_already_does_nothing()
    {
        await WriteAsync("job", 1);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Space.TryTakeAsync(["job", null], Patience, cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Space.WriteAsync(["job", 2], cancellationToken: cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Space.TakeAllAsync(["job", null], cancellationToken: cancellation.Token));
        Assert.Equal([1], (await Space.ReadAllAsync(["job", null])).Select(Number));
    }

    [Fact]
    public async Task A_negative_timeout_is_refused()
    {
        var negative = TimeSpan.FromSeconds(-2);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Space.TryReadAsync(["job"], negative));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Space.TryTakeAsync(["job"], negative));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Space.TryTakeAndCommitAsync(["job"], negative));
    }

    [Fact]
    public async Task Members_that_throw_say_what_did_not_come()
    {
        var read = Space.ReadAsync(["job", null], TimeSpan.Zero).AsTask();

        var error = await Assert.ThrowsAsync<RequestExpiredException>(() => read.WaitAsync(Patience));

        Assert.Contains("job", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_waits_too()
    {
        if (!Backend.CanReplace)
        {
            await Assert.ThrowsAsync<NotSupportedException>(async () => await Space.TryReplaceAsync(["count", null], ["count", 2], timeout: Patience));
            return;
        }

        var replace = Space.TryReplaceAsync(["count", null], ["sum", 2], timeout: Patience).AsTask();
        await Backend.WhenWaitingAsync(1);

        await WriteAsync("count", 1);

        Assert.Equal(1, Number((await replace.WaitAsync(Patience))!));
        Assert.Equal(0, await Space.CountAsync(["count", null]));
        Assert.Equal([2], (await Space.ReadAllAsync(["sum", null])).Select(Number));
    }

    /// <summary>Where time is real, a short wait may be over before it was seen.</summary>
    private Task WhenWaitingBrieflyAsync(int calls) => Backend.Clock is null ? Task.CompletedTask : Backend.WhenWaitingAsync(calls);
}
