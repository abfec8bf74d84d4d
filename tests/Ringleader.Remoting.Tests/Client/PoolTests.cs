using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Client;

public sealed class PoolTests
{
    private readonly Workshop _workshop = new();

    [Fact]
    public async Task Calls_one_after_another_use_one_connection_and_blocking_ones_another()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);

        for (var i = 0; i < 50; i++)
        {
            await workshop.EchoAsync(i);
            workshop.Add(i, i);
            await client.Connect(server.Uri).CallAsync("add", [1, 2]);
        }

        Assert.Equal(2, server.ConnectionCount);
    }

    [Fact]
    public async Task The_connection_used_last_is_taken_first()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        var front = client.Connect(server.Uri);
        var one = front.CallAsync("one").AsTask();
        using var first = await server.AcceptAsync();
        await first.ReadRequestAsync();
        var two = front.CallAsync("two").AsTask();
        using var second = await server.AcceptAsync();
        await second.ReadRequestAsync();
        await second.SendAsync(Frames.Reply(2));
        await two;
        await first.SendAsync(Frames.Reply(1));
        await one;

        var three = front.CallAsync("three").AsTask();
        await first.ReadRequestAsync();
        await first.SendAsync(Frames.Reply(3));

        Assert.Equal(3L, await three);
        Assert.False(server.HasCaller);
    }

    [Fact]
    public async Task Callers_beyond_the_maximum_wait_in_the_order_they_came()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = 1 });
        var front = client.Connect(server.Uri);
        var calls = Enumerable.Range(0, 10).Select(i => front.CallAsync<int>("echo", [i]).AsTask()).ToArray();
        using var peer = await server.AcceptAsync();

        for (var i = 0; i < calls.Length; i++)
        {
            var request = await peer.ReadRequestAsync();
            Assert.Equal(Frames.Split(Frames.Request("echo", i))[3], request[3]);
            await peer.SendAsync(Frames.Reply(i));
        }

        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(calls));
        Assert.False(server.HasCaller);
    }

    [Fact]
    public async Task A_caller_that_gives_up_waiting_leaves_its_turn_to_the_next()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = 1 });
        var front = client.Connect(server.Uri);
        using var giveUp = new CancellationTokenSource();
        var first = front.CallAsync("first").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();
        var second = front.CallAsync("second", cancellationToken: giveUp.Token).AsTask();
        var third = front.CallAsync("third").AsTask();

        await giveUp.CancelAsync();
        await peer.SendAsync(Frames.Reply(1));
        await first;
        var request = await peer.ReadRequestAsync();
        await peer.SendAsync(Frames.Reply(3));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(giveUp.Token, error.CancellationToken);
        Assert.Equal(Frames.Split(Frames.Request("third"))[1].Length, request[1].Length);
        Assert.Equal(3L, await third);
    }

    [Fact]
    public async Task A_failed_connection_gives_its_turn_to_the_next_caller()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        await using var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = 1 });
        var workshop = client.Connect<IWorkshop>(server.Uri);

        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<RemoteException>(async () => await workshop.FailAsync("on purpose"));
        }

        Assert.Equal(5, workshop.Add(2, 3));
    }

    [Fact]
    public async Task A_server_that_was_restarted_is_called_without_an_error_and_no_call_is_sent_twice()
    {
        await using var client = new RemotingClient();
        var first = await RemoteServer.StartAsync(front: _workshop);
        var workshop = client.Connect<IWorkshop>(first.Uri);
        for (var restart = 0; restart < 5; restart++)
        {
            var parallel = Enumerable.Range(0, 4).Select(_ => workshop.CountAsync().AsTask());
            await Task.WhenAll(parallel);
            await first.DisposeAsync();
            first = await RemoteServer.StartAsync(first.Uri, _workshop);
        }

        var last = await workshop.CountAsync();
        await first.DisposeAsync();

        Assert.Equal(21, last);
        Assert.Equal(21, _workshop.Calls);
    }

    [Fact]
    public async Task IdleTimeout_closes_connections_that_were_not_used()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { TimeProvider = clock, IdleTimeout = TimeSpan.FromSeconds(30) });
        var call = client.Connect(server.Uri).CallAsync("one").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();
        await peer.SendAsync(Frames.Reply(1));
        await call;

        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Empty(await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task A_server_without_connections_is_forgotten_and_can_be_called_again()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { TimeProvider = clock, IdleTimeout = TimeSpan.FromSeconds(30) });
        var remote = client.Connect(server.Uri);
        var call = remote.CallAsync("one").AsTask();
        using (var peer = await server.AcceptAsync())
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(Frames.Reply(1));
            await call;
            clock.Advance(TimeSpan.FromSeconds(31));
            await peer.ReadToEndAsync();
        }

        var remembered = client.EndpointCount;
        var again = remote.CallAsync<int>("two").AsTask();
        using var second = await server.AcceptAsync();
        await second.ReadRequestAsync();
        await second.SendAsync(Frames.Reply(2));

        Assert.Equal(0, remembered);
        Assert.Equal(2, await again);
    }
}
