using System.Collections.Concurrent;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Client;

public sealed class RouteTests
{
    private readonly Workshop _one = new();
    private readonly Workshop _other = new();

    [Fact]
    public async Task Each_call_goes_to_the_object_that_the_route_picks()
    {
        await using var first = await RemoteServer.StartAsync(front: _one);
        await using var second = await RemoteServer.StartAsync(front: _other);
        await using var client = new RemotingClient();
        var workshop = RemoteObject.Through<IWorkshop>(new Turns(client.Connect(first.Uri), client.Connect(second.Uri)));

        await workshop.CountAsync();
        workshop.Next();
        await workshop.CountAsync();

        Assert.Equal((2, 1), (_one.Calls, _other.Calls));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_could_not_be_sent_goes_to_another_object(bool blocks)
    {
        var gone = new ScriptedServer();
        gone.Dispose();
        await using var server = await RemoteServer.StartAsync(front: _other);
        await using var client = new RemotingClient();
        var route = new Turns(client.Connect(gone.Uri), client.Connect(server.Uri));
        var workshop = RemoteObject.Through<IWorkshop>(route);

        var sum = blocks ? workshop.Add(1, 2) : Convert.ToInt32(await workshop.EchoAsync(3));

        Assert.Equal(3, sum);
        Assert.Equal([gone.Uri], route.Unreachable.Select(target => target.Uri));
    }

    [Fact]
    public async Task A_call_that_takes_a_delegate_goes_to_another_object_with_it()
    {
        var gone = new ScriptedServer();
        gone.Dispose();
        await using var server = await RemoteServer.StartAsync(front: new Gallery());
        await using var client = new RemotingClient();
        var gallery = RemoteObject.Through<IGallery>(new Turns(client.Connect(gone.Uri), client.Connect(server.Uri)));

        Assert.Equal(12, await gallery.SumAsync(3, number => new ValueTask<int>(number * 2)));
        Assert.Equal([0, 1, 2], await gallery.CountAsync(3).ToListAsync());
    }

    [Fact]
    public async Task A_call_that_may_have_run_is_not_repeated()
    {
        using var breaking = new ScriptedServer();
        await using var server = await RemoteServer.StartAsync(front: _other);
        await using var client = new RemotingClient();
        var workshop = RemoteObject.Through<IWorkshop>(new Turns(client.Connect(breaking.Uri), client.Connect(server.Uri)));

        var call = workshop.CountAsync().AsTask();
        using (var peer = await breaking.AcceptAsync())
        {
            await peer.ReadAsync(1);
        }

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call);
        Assert.NotEqual(RemotingPhase.Connecting, error.Phase);
        Assert.Equal(0, _other.Calls);
    }

    [Fact]
    public async Task A_call_fails_as_it_would_have_when_no_object_is_left()
    {
        var gone = new ScriptedServer();
        gone.Dispose();
        await using var client = new RemotingClient();
        var workshop = RemoteObject.Through<IWorkshop>(new Turns(client.Connect(gone.Uri)));

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await workshop.CountAsync());

        Assert.Equal(RemotingPhase.Connecting, error.Phase);
    }

    [Fact]
    public async Task An_object_of_another_client_does_not_take_over_a_call()
    {
        var gone = new ScriptedServer();
        gone.Dispose();
        await using var server = await RemoteServer.StartAsync(front: _other);
        await using var client = new RemotingClient();
        await using var another = new RemotingClient();
        var workshop = RemoteObject.Through<IWorkshop>(new Turns(client.Connect(gone.Uri), another.Connect(server.Uri)));

        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await workshop.CountAsync());
    }

    [Fact]
    public async Task What_the_route_throws_the_call_throws()
    {
        var workshop = RemoteObject.Through<IWorkshop>(new Turns());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await workshop.CountAsync());

        Assert.Equal("no targets", error.Message);
    }

    [Fact]
    public async Task Events_of_a_route_are_refused()
    {
        await using var server = await RemoteServer.StartAsync(front: new Gallery());
        await using var client = new RemotingClient();
        var gallery = RemoteObject.Through<IGallery>(new Turns(client.Connect(server.Uri)));

        Assert.Throws<NotSupportedException>(() => gallery.Opened += static _ => { });
        RemoteObject.Of(gallery).As<IGallery>().Opened += static _ => { };
    }

    [Fact]
    public void Proxies_are_equal_when_their_route_is_the_same()
    {
        var route = new Turns();

        Assert.Equal(RemoteObject.Through<IWorkshop>(route), RemoteObject.Through<IWorkshop>(route));
        Assert.NotEqual(RemoteObject.Through<IWorkshop>(route), RemoteObject.Through<IWorkshop>(new Turns()));
    }

    /// <summary>One after the other, and on after one that is unreachable, each once.</summary>
    private sealed class Turns(params RemoteObject[] targets) : IRemoteRoute
    {
        private int _next = -1;

        public ConcurrentQueue<RemoteObject> Unreachable { get; } = [];

        public RemoteObject Next() => targets.Length == 0
            ? throw new InvalidOperationException("no targets")
            : targets[Interlocked.Increment(ref _next) % targets.Length];

        public RemoteObject? Instead(RemoteObject unreachable)
        {
            Unreachable.Enqueue(unreachable);
            return targets.FirstOrDefault(target => !Unreachable.Contains(target));
        }
    }
}
