using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <content>Entries, and how long tuples stay.</content>
public abstract partial class TupleSpaceConformance
{
    /// <summary>Longer than a test takes, when it may take no time at all.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task An_entry_knows_what_became_of_its_tuple()
    {
        var entry = await Space.WriteAsync(["job", 1]);
        Assert.Equal(1, Number(entry.Tuple));
        Assert.Equal(TupleEntryState.Present, await entry.GetStateAsync());

        var taken = await Space.TakeAsync(["job", 1]);
        Assert.Equal(Backend.KeepsLeased ? TupleEntryState.Leased : TupleEntryState.Gone, await entry.GetStateAsync());
        await taken.CommitAsync();
        Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
    }

    [Fact]
    public async Task A_cancelled_tuple_is_gone()
    {
        var entry = await Space.WriteAsync(["job", 1]);

        Assert.True(await entry.CancelAsync());

        Assert.Null(await Space.TryReadAsync(["job", 1]));
        Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
        Assert.False(await entry.CancelAsync());
        Assert.False(await entry.RenewAsync(Long));
    }

    [Fact]
    public async Task A_tuple_that_was_taken_can_be_neither_cancelled_nor_renewed()
    {
        var entry = await Space.WriteAsync(["job", 1]);
        await Space.TakeAndCommitAsync(["job", 1], TimeSpan.Zero);

        Assert.False(await entry.CancelAsync());
        Assert.False(await entry.RenewAsync(Long));
        Assert.Null(await entry.GetExpiryAsync());
    }

    [Fact]
    public async Task A_tuple_stays_for_its_lifetime()
    {
        var entry = await Space.WriteAsync(["job", 1], Moment);
        await Space.WriteAsync(["job", 2], Long);
        await Space.WriteAsync(["job", 3]);

        await Backend.PassAsync(Moment * 1.5);

        Assert.Equal([2, 3], (await Space.ReadAllAsync(["job", null])).Select(Number));
        Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
    }

    [Fact]
    public async Task An_entry_says_when_it_expires()
    {
        var entry = await Space.WriteAsync(["job", 1], Long);
        var forever = await Space.WriteAsync(["job", 2]);

        var now = (Backend.Clock ?? TimeProvider.System).GetUtcNow();
        Assert.InRange(((await entry.GetExpiryAsync())!.Value - now).TotalSeconds, Long.TotalSeconds - 30, Long.TotalSeconds + 1);
        Assert.Null(await forever.GetExpiryAsync());
    }

    [Fact]
    public async Task A_renewed_tuple_stays_longer()
    {
        var entry = await Space.WriteAsync(["job", 1], Long);
        Assert.True(await entry.RenewAsync(Moment));
        await Backend.PassAsync(Moment * 1.5);
        Assert.Null(await Space.TryReadAsync(["job", 1]));

        var other = await Space.WriteAsync(["job", 2], Moment * 4);
        Assert.True(await other.RenewAsync(Lifetime.Forever));
        await Backend.PassAsync(Moment * 5);
        Assert.NotNull(await Space.TryReadAsync(["job", 2]));
    }

    [Fact]
    public async Task A_tuple_that_is_over_already_is_shown_to_readers_and_not_kept()
    {
        await using var watch = await Space.WatchAsync(["job", null]);
        var read = Space.TryReadAsync(["job", null], Patience).AsTask();
        await Backend.WhenWaitingAsync(1);

        var entry = await Space.WriteAsync(["job", 1], Lifetime.Expired);

        Assert.Equal(1, Number((await read.WaitAsync(Patience))!));
        Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
        Assert.Null(await Space.TryReadAsync(["job", null]));
        Assert.Equal([(TupleEventKinds.Write, 1), (TupleEventKinds.Delete, 1)], await NextAsync(watch, 2));
    }

    [Fact]
    public async Task A_renewer_is_asked_at_once_and_whenever_its_answer_has_run_out()
    {
        var renewer = new ScriptedRenewer(Moment, Moment, Lifetime.Expired);
        await using var watch = await Space.WatchAsync(["job", null], TupleEventKinds.Delete);

        await Space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));
        await renewer.WhenAskedAsync(1).WaitAsync(Patience);
        Assert.NotNull(await Space.TryReadAsync(["job", null]));

        await PassUntilAsync(renewer.WhenAskedAsync(2));
        Assert.NotNull(await Space.TryReadAsync(["job", null]));

        await PassUntilAsync(renewer.WhenAskedAsync(3));
        Assert.Equal([(TupleEventKinds.Delete, 1)], await NextAsync(watch, 1));
        Assert.Null(await Space.TryReadAsync(["job", null]));
    }

    [Fact]
    public async Task A_renewer_that_raises_ends_the_tuple()
    {
        var renewer = new ScriptedRenewer();

        var entry = await Space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));

        Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
        Assert.Null(await Space.TryReadAsync(["job", null]));
    }

    /// <summary>Lets moments pass until something has happened: a renewer that was asked answers in its own time.</summary>
    private async Task PassUntilAsync(Task happened)
    {
        if (Backend.Clock is null)
        {
            await happened.WaitAsync(Patience);
            return;
        }

        using var patience = new CancellationTokenSource(Patience);
        while (!happened.IsCompleted)
        {
            await Backend.PassAsync(Moment);
            await Task.WhenAny(happened, Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
