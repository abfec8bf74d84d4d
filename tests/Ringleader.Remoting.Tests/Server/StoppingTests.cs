using System.Net.Sockets;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Server;

public sealed class StoppingTests
{
    private readonly Workshop _workshop = new();

    [Fact]
    public async Task StopAsync_lets_a_running_call_finish_and_answer()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        using var busy = await RawPeer.ConnectAsync(server.Uri);
        using var idle = await RawPeer.ConnectAsync(server.Uri);
        await busy.SendAsync(Frames.Request("wait", "last"));
        await _workshop.At("last").Entered.Task;

        var stopping = server.StopAsync();
        Assert.Empty(await idle.ReadToEndAsync());
        Assert.False(stopping.IsCompleted);
        _workshop.At("last").Released.SetResult();

        Assert.Equal(Frames.Reply("last"), await busy.ReadToEndAsync());
        await stopping;
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task StopAsync_refuses_new_connections()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);

        await server.StopAsync();

        await Assert.ThrowsAsync<SocketException>(() => RawPeer.ConnectAsync(server.Uri));
    }

    [Fact]
    public async Task StopAsync_closes_what_still_runs_after_the_time_out_and_cancels_it()
    {
        var clock = new FakeTimeProvider();
        await using var server = await RemoteServer.StartAsync(
            front: _workshop, options: new RemoteServerOptions { TimeProvider = clock, StopTimeout = TimeSpan.FromSeconds(7), CallTimeout = Timeout.InfiniteTimeSpan });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("wait", "long"));
        await _workshop.At("long").Entered.Task;
        var started = clock.GetUtcNow();

        var stopping = server.StopAsync();
        while (!stopping.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        await stopping;
        Assert.True(clock.GetUtcNow() - started >= TimeSpan.FromSeconds(7));
        await _workshop.At("long").Cancelled.Task;
        Assert.Empty(await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task StopAsync_may_be_called_again_and_waits_for_the_same_stop()
    {
        var server = await RemoteServer.StartAsync(front: _workshop);

        var first = server.StopAsync();
        var second = server.StopAsync();
        await server.DisposeAsync();

        Assert.Same(first, second);
    }

    [Fact]
    public async Task A_stopped_server_leaves_its_port_to_the_next()
    {
        var first = await RemoteServer.StartAsync(front: _workshop);
        using var peer = await RawPeer.ConnectAsync(first.Uri);
        await first.DisposeAsync();

        await using var second = await RemoteServer.StartAsync(first.Uri, _workshop);

        Assert.Equal(first.Uri, second.Uri);
    }

    [Fact]
    public async Task Many_servers_of_one_process_have_fronts_and_limits_of_their_own()
    {
        await using var client = new RemotingClient();
        var servers = new List<RemoteServer>();
        for (var i = 0; i < 20; i++)
        {
            servers.Add(await RemoteServer.StartAsync(front: new Workshop(), options: new RemoteServerOptions { MaxArguments = i % 3 }));
        }

        var taken = 0;
        foreach (var server in servers)
        {
            try
            {
                taken += await client.Connect(server.Uri).CallAsync<int>("add", [1, 0]);
            }
            catch (RemoteException error) when (error.Message == "too many arguments")
            {
                taken += 100;
            }
        }

        Assert.Equal(6 + (14 * 100), taken);
        await Task.WhenAll(servers.Select(static s => s.StopAsync()));
    }
}
