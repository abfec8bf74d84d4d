using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <content>Watching.</content>
public abstract partial class TupleSpaceConformance
{
    [Fact]
    public async Task A_watch_tells_what_happens_to_tuples_that_match_in_order()
    {
        await WriteAsync("job", 0);
        await using var watch = await Space.WatchAsync(["job", null]);

        await WriteAsync("job", 1);
        await WriteAsync("other", 2);
        await Space.ReadAsync(["job", 1], TimeSpan.Zero);
        await Space.TakeAndCommitAsync(["job", 0], TimeSpan.Zero);
        await Space.WriteAsync(["job", 3], Lifetime.Expired);

        Assert.Equal(
            [(TupleEventKinds.Write, 1), (TupleEventKinds.Take, 0), (TupleEventKinds.Write, 3), (TupleEventKinds.Delete, 3)], await NextAsync(watch, 4));
    }

    [Fact]
    public async Task A_watch_numbers_its_events_from_1()
    {
        await using var watch = await Space.WatchAsync(["job", null], TupleEventKinds.Write);

        await WriteAsync("job", 1, 2, 3);

        Assert.Equal([1, 2, 3], (await EventsAsync(watch, 3)).Select(next => next.Sequence));
    }

    [Fact]
    public async Task A_watch_tells_only_what_it_was_asked_for()
    {
        await using var watch = await Space.WatchAsync(["job", null], TupleEventKinds.Take);

        await WriteAsync("job", 1, 2);
        await Space.TakeAllAsync(["job", null]);

        Assert.Equal([(TupleEventKinds.Take, 1), (TupleEventKinds.Take, 2)], await NextAsync(watch, 2));
    }

    [Fact]
    public async Task A_lease_is_told_as_a_taking_and_its_return_as_a_writing()
    {
        await WriteAsync("job", 1);
        await using var watch = await Space.WatchAsync(["job", null]);

        await (await Space.TakeAsync(["job", null])).ReturnAsync();
        await (await Space.TakeAsync(["job", null])).CommitAsync();
        await WriteAsync("job", 2);

        Assert.Equal(
            [(TupleEventKinds.Take, 1), (TupleEventKinds.Write, 1), (TupleEventKinds.Take, 1), (TupleEventKinds.Write, 2)], await NextAsync(watch, 4));
    }

    [Fact]
    public async Task A_watch_waits_for_its_next_event()
    {
        await using var watch = await Space.WatchAsync(["job", null]);
        var next = watch.NextAsync().AsTask();
        Assert.False(next.IsCompleted);

        await WriteAsync("job", 1);

        Assert.Equal(1, Number((await next.WaitAsync(Patience))!.Tuple!));
    }

    [Fact]
    public async Task A_watch_ends_with_its_lifetime()
    {
        await using var watch = await Space.WatchAsync(["job", null], lifetime: Moment * 3);
        await WriteAsync("job", 1);

        await Backend.PassAsync(Moment * 4);

        var events = new List<TupleEventKinds>();
        await foreach (var next in watch)
        {
            events.Add(next.Kind);
        }

        Assert.Equal([TupleEventKinds.Write, TupleEventKinds.Close], events);
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task A_watch_that_is_disposed_has_no_more_events()
    {
        var watch = await Space.WatchAsync(["job", null]);
        var next = watch.NextAsync().AsTask();

        await watch.DisposeAsync();

        Assert.Null(await next.WaitAsync(Patience));
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Waiting_for_an_event_can_be_cancelled_and_loses_none()
    {
        await using var watch = await Space.WatchAsync(["job", null]);
        using var cancellation = new CancellationTokenSource();
        var next = watch.NextAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
        await WriteAsync("job", 1);

        Assert.Equal([(TupleEventKinds.Write, 1)], await NextAsync(watch, 1));
    }

    /// <summary>The next events, as kind and number.</summary>
    private static async Task<List<(TupleEventKinds Kind, int Number)>> NextAsync(ITupleWatch watch, int count) =>
        [.. (await EventsAsync(watch, count)).Select(next => (next.Kind, Number(next.Tuple!)))];

    private static async Task<List<TupleEvent>> EventsAsync(ITupleWatch watch, int count)
    {
        var events = new List<TupleEvent>();
        while (events.Count < count)
        {
            events.Add((await watch.NextAsync().AsTask().WaitAsync(Patience))!);
        }

        return events;
    }
}
