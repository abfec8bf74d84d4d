using Ringleader.Remoting;
using Ringleader.Testing;
using Ringleader.TupleSpaces.Remote;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>Watching over a connection.</summary>
public sealed class RemoteWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Many_events_arrive_in_order_and_few_calls()
    {
        await using var server = await TupleSpaceServer.StartAsync(
            options: new TupleSpaceServerOptions { Space = new TupleSpaceOptions { WatchCapacity = 100_000 } });
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var watch = await space.WatchAsync(["job", null], TupleEventKinds.Write);

        for (var i = 0; i < 5000; i++)
        {
            await server.Space.WriteAsync(["job", i]);
        }

        for (var i = 0; i < 5000; i++)
        {
            var next = await watch.NextAsync().AsTask().WaitAsync(Patience);
            Assert.Equal((i, i + 1), (next!.Tuple!.Get<int>(1), next.Sequence));
        }
    }

    [Fact]
    public async Task A_watcher_that_does_not_keep_up_is_told_how_many_events_it_lost()
    {
        await using var server = await TupleSpaceServer.StartAsync(
            options: new TupleSpaceServerOptions { Space = new TupleSpaceOptions { WatchCapacity = 10 } });
        await using var client = new RemotingClient();
        var watcher = client.Connect<ILeasingSpace>(server.Uri);
        var watch = await watcher.WatchAsync(new object?[] { "job", null }, ["write"]);
        for (var i = 0; i < 50; i++)
        {
            await server.Space.WriteAsync(["job", i]);
        }

        var events = await watcher.WatchEventsAsync(watch, 100, 0);

        Assert.Equal(11, events!.Length);
        Assert.Equal(new object?[] { "lost", 50L, null, 40L }, events[10]);
    }

    [Fact]
    public async Task A_watch_that_nobody_reads_is_let_go()
    {
        var clock = new FakeTimeProvider();
        await using var inner = new TupleSpace(new TupleSpaceOptions { TimeProvider = clock });
        await using var server = await TupleSpaceServer.StartAsync(space: inner);
        await using var client = new RemotingClient();
        var watcher = client.Connect<ILeasingSpace>(server.Uri);
        var watch = await watcher.WatchAsync(new object?[] { "job", null }, ["write"]);

        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty((await watcher.WatchEventsAsync(watch, 1, 0))!);
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty((await watcher.WatchEventsAsync(watch, 1, 0))!);
        clock.Advance(TimeSpan.FromMinutes(11));

        await Eventually.IsTrueAsync(async () => await watcher.WatchEventsAsync(watch, 1, 0) is null);
        Assert.False(await watcher.EndWatchAsync(watch));
    }

    [Fact]
    public async Task An_orderly_stop_of_the_server_ends_a_watch_with_all_its_events_and_a_close_event()
    {
        var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var idle = await space.WatchAsync(["other", null]);
        await using var watch = await space.WatchAsync(["job", null], TupleEventKinds.Write);
        var all = Task.Run(async () =>
        {
            var events = new List<TupleEvent>();
            await foreach (var next in watch)
            {
                events.Add(next);
            }

            return events;
        });
        for (var i = 0; i < 1_000; i++)
        {
            await server.Space.WriteAsync(["job", i]);
        }

        await server.DisposeAsync();

        var events = await all.WaitAsync(Patience);
        Assert.Equal(1_001, events.Count);
        Assert.Equal((TupleEventKinds.Close, 1_001L), (events[^1].Kind, events[^1].Sequence));
        Assert.Equal(TupleEventKinds.Close, (await idle.NextAsync())!.Kind);
        Assert.Null(await idle.NextAsync());
    }

    [Fact]
    public async Task A_watch_says_when_its_server_is_gone()
    {
        var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var watch = await space.WatchAsync(["job", null]);
        var next = watch.NextAsync().AsTask();

        await server.Server.DisposeAsync();

        await Assert.ThrowsAsync<RemotingConnectionException>(() => next.WaitAsync(Patience));
        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await watch.NextAsync());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_a_watch_ends_it_at_the_server()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var client = new RemotingClient();
        var watcher = client.Connect<ILeasingSpace>(server.Uri);
        var watch = await watcher.WatchAsync(new object?[] { "job", null }, ["write"]);

        Assert.True(await watcher.EndWatchAsync(watch));

        Assert.Null(await watcher.WatchEventsAsync(watch, 1, 10));
        Assert.Null(await watcher.WatchEventsAsync(12345, 1, 10));
    }
}
