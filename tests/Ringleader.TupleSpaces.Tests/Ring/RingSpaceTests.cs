using Ringleader.Testing;
using Ringleader.TupleSpaces.Ring;
using Ringleader.TupleSpaces.Tests.Ring.Members;

namespace Ringleader.TupleSpaces.Tests.Ring;

public sealed class RingSpaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly FlakySpace _first = new();
    private readonly FlakySpace _second = new();
    private readonly RingSpace _ring;

    public RingSpaceTests() => _ring = new RingSpace([_first, _second], new() { TimeProvider = _clock });

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _ring.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task A_write_goes_to_all_spaces()
    {
        await _ring.WriteAsync(["a", 1]);

        Assert.Equal((1, 1), await CountsAsync(["a", null]));
    }

    [Fact]
    public async Task A_read_is_answered_by_the_first()
    {
        await _first.WriteAsync(["a", 1]);
        await _second.WriteAsync(["a", 2]);

        Assert.Equal(1, (await _ring.TryReadAsync(["a", null]))?[1]);
        Assert.Equal([["a", 1]], await _ring.ReadAllAsync(["a", null]));
        Assert.Equal(1, await _ring.CountAsync(["a", null]));
    }

    [Fact]
    public async Task A_read_of_a_space_that_is_gone_is_answered_by_the_next()
    {
        await _second.WriteAsync(["a", 2]);
        _first.Refuse();

        Assert.Equal(2, (await _ring.TryReadAsync(["a", null]))?[1]);
        Assert.Equal([_second], _ring.SpacesUp);
    }

    [Fact]
    public async Task A_waiting_read_moves_on_when_the_connection_is_lost()
    {
        var read = _ring.TryReadAsync(["a", null], Minute).AsTask();
        _first.Refuse();
        await _second.WriteAsync(["a", 2]);

        Assert.Equal(2, (await read.WaitAsync(Limit))?[1]);
    }

    [Fact]
    public async Task A_waiting_read_moves_on_within_a_second_when_the_host_hangs()
    {
        var start = _clock.GetTimestamp();
        var read = _ring.TryReadAsync(["a", null], Minute).AsTask();
        _first.Hang();
        await _second.WriteAsync(["a", 2]);

        await AdvanceUntilTheFirstIsDownAsync();

        Assert.Equal(2, (await read.WaitAsync(Limit))?[1]);
        Assert.True(_clock.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_waiting_take_moves_on_within_a_second_when_the_host_hangs()
    {
        var take = _ring.TryTakeAsync(["a", null], Minute).AsTask();
        _first.Hang();
        await _second.WriteAsync(["a", 2]);

        await AdvanceUntilTheFirstIsDownAsync();

        await using var taken = await take.WaitAsync(Limit);
        Assert.Equal(2, taken?.Tuple[1]);
    }

    [Fact]
    public async Task A_space_that_is_down_is_asked_every_second_and_takes_its_place_again()
    {
        _first.Refuse();
        await _ring.CountAsync(["a"]);
        _first.Recover();
        Assert.Equal([_second], _ring.SpacesUp);

        await _clock.WhenPendingTimersAsync(1).WaitAsync(Limit);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await WhenUpAsync(_first, _second);
    }

    [Fact]
    public async Task A_refusal_is_no_failure()
    {
        await _second.DisposeAsync();
        await using var small = new TupleSpace(new() { MaxTuples = 1 });
        await using var ring = new RingSpace([small]);
        await ring.WriteAsync(["a"]);

        await Assert.ThrowsAsync<TupleSpaceFullException>(async () => await ring.WriteAsync(["b"]));
        Assert.Equal([small], ring.SpacesUp);
    }

    [Fact]
    public async Task A_cancelled_call_is_no_failure()
    {
        using var cancel = new CancellationTokenSource();
        var read = _ring.TryReadAsync(["a"], Minute, cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Limit));
        Assert.Equal([_first, _second], _ring.SpacesUp);
    }

    [Fact]
    public async Task A_space_that_is_closed_is_passed_over()
    {
        await _second.WriteAsync(["a", 2]);
        var waiting = _ring.TryReadAsync(["a", 2], Minute).AsTask();

        await _first.DisposeAsync();

        Assert.Equal(2, (await waiting.WaitAsync(Limit))?[1]);
    }

    [Fact]
    public async Task A_write_succeeds_when_one_space_took_it()
    {
        _first.Refuse();

        var entry = await _ring.WriteAsync(["a", 1]);

        Assert.Equal(TupleEntryState.Present, await entry.GetStateAsync());
        Assert.Equal((0, 1), await CountsAsync(["a", null]));
    }

    [Fact]
    public async Task Nothing_works_when_no_space_is_up()
    {
        _first.Refuse();
        _second.Refuse();

        await Assert.ThrowsAsync<RingUnavailableException>(async () => await _ring.WriteAsync(["a"]));
        var error = await Assert.ThrowsAsync<RingUnavailableException>(async () => await _ring.TryReadAsync(["a"], Minute));
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task What_is_taken_from_the_first_is_removed_from_the_others()
    {
        await _ring.WriteAsync(["a", 1]);
        await _ring.WriteAsync(["a", 2]);
        await _ring.WriteAsync(["a", 2]);

        Assert.Equal(1, (await _ring.TryTakeAndCommitAsync(["a", null]))?[1]);
        Assert.Equal((2, 2), await CountsAsync(["a", null]));
        Assert.Equal(2, (await _ring.TryTakeAndCommitAsync(["a", null]))?[1]);
        Assert.Equal((1, 1), await CountsAsync(["a", null]));
        await _ring.TakeAllAsync(["a", null]);
        Assert.Equal((0, 0), await CountsAsync(["a", null]));
    }

    [Fact]
    public async Task A_lease_that_is_committed_removes_the_tuple_from_the_others()
    {
        await _ring.WriteAsync(["a", 1]);
        await using var taken = await _ring.TryTakeAsync(["a", null]);
        Assert.Equal((0, 1), await CountsAsync(["a", null]));

        await taken!.CommitAsync();

        Assert.Equal((0, 0), await CountsAsync(["a", null]));
    }

    [Fact]
    public async Task A_lease_that_is_returned_leaves_everything_as_it_was()
    {
        await _ring.WriteAsync(["a", 1]);

        await using (await _ring.TryTakeAsync(["a", null]))
        {
        }

        Assert.Equal((1, 1), await CountsAsync(["a", 1]));
    }

    [Fact]
    public async Task A_replacement_reaches_all_spaces()
    {
        await _ring.WriteAsync(["a", 1]);

        await using (var taken = await _ring.TryTakeAsync(["a", null]))
        {
            await taken!.ReplaceAsync(["a", 2]);
        }

        Assert.Equal((1, 1), await CountsAsync(["a", 2]));
        Assert.Equal(2, (await _ring.TryReplaceAsync(["a", null], ["a", 3]))?[1]);
        Assert.Equal((1, 1), await CountsAsync(["a", 3]));
        Assert.Equal((1, 1), await CountsAsync(["a", null]));
    }

    [Fact]
    public async Task An_entry_is_gone_when_a_space_that_is_up_does_not_have_it()
    {
        var entry = await _ring.WriteAsync(["a", 1], Minute);
        Assert.True(await entry.RenewAsync(Minute));

        await _first.Inner.TakeAllAsync(["a", 1]); // as if it had been restarted

        Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
        Assert.False(await entry.RenewAsync(Minute));
        Assert.True(await entry.CancelAsync());
        Assert.Equal((0, 0), await CountsAsync(["a", 1]));
        Assert.False(await entry.CancelAsync());
    }

    [Fact]
    public async Task An_entry_misses_the_space_that_was_away_when_it_was_written()
    {
        _first.Refuse();
        var entry = await _ring.WriteAsync(["a", 1], Minute);
        Assert.True(await entry.RenewAsync(Minute));

        _first.Recover();
        await _clock.WhenPendingTimersAsync(1).WaitAsync(Limit);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await WhenUpAsync(_first, _second);

        Assert.False(await entry.RenewAsync(Minute));
    }

    [Fact]
    public async Task A_watch_moves_on_and_tells_that_events_were_lost()
    {
        await using var watch = await _ring.WatchAsync(["a", null]);
        await _ring.WriteAsync(["a", 1]);
        Assert.Equal(new TupleEvent(TupleEventKinds.Write, 1, ["a", 1]), await watch.NextAsync());
        var next = watch.NextAsync().AsTask();

        _first.Refuse();

        Assert.Equal(new TupleEvent(TupleEventKinds.Lost, 2, null, LostCount: 1), await next.WaitAsync(Limit));
        await _ring.WriteAsync(["a", 2]);
        Assert.Equal(new TupleEvent(TupleEventKinds.Write, 3, ["a", 2]), await watch.NextAsync());
    }

    [Fact]
    public async Task A_watch_moves_on_when_the_host_hangs()
    {
        await using var watch = await _ring.WatchAsync(["a", null]);
        var next = watch.NextAsync().AsTask();
        _first.Hang();

        await AdvanceUntilTheFirstIsDownAsync();

        Assert.Equal(TupleEventKinds.Lost, (await next.WaitAsync(Limit))?.Kind);
    }

    [Fact]
    public async Task A_watch_waits_while_no_space_is_up()
    {
        await using var watch = await _ring.WatchAsync(["a", null]);
        var next = watch.NextAsync().AsTask();
        _second.Refuse();
        await Assert.ThrowsAsync<RingUnavailableException>(async () =>
        {
            _first.Refuse();
            await _ring.CountAsync(["a"]);
        });

        _second.Recover();
        for (var i = 0; i < 20 && !next.IsCompleted; i++)
        {
            await _clock.WhenPendingTimersAsync(1).WaitAsync(Limit);
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(next, Task.Delay(20));
        }

        Assert.Equal(TupleEventKinds.Lost, (await next.WaitAsync(Limit))?.Kind);
    }

    [Fact]
    public async Task A_watch_that_is_disposed_ends()
    {
        var watch = await _ring.WatchAsync(["a", null]);

        await watch.DisposeAsync();

        Assert.Null(await watch.NextAsync());
    }

    /// <summary>A call waits: after 400 ms it is asked for a sign of life, and has 500 ms for it.</summary>
    private async Task AdvanceUntilTheFirstIsDownAsync()
    {
        await _clock.WhenPendingTimersAsync(1).WaitAsync(Limit);
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        await _clock.WhenPendingTimersAsync(1).WaitAsync(Limit);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
    }

    private async Task WhenUpAsync(params ITupleSpace[] expected)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!_ring.SpacesUp.SequenceEqual(expected))
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private async Task<(long, long)> CountsAsync(Template template) =>
        (await _first.Inner.CountAsync(template), await _second.Inner.CountAsync(template));
}
