using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Server;

public sealed class AdmissionTests
{
    private readonly Workshop _workshop = new();

    [Fact]
    public async Task AccessControl_closes_a_refused_peer_before_a_byte_is_read()
    {
        await using var server = await StartAsync(new() { AccessControl = AccessControlList.Parse("deny all") });
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        var answer = await peer.ReadToEndAsync(); // nothing was sent

        Assert.Empty(answer);
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task AccessControl_is_each_servers_own()
    {
        await using var closed = await StartAsync(new() { AccessControl = AccessControlList.Parse("deny all") });
        await using var open = await StartAsync(new() { AccessControl = AccessControlList.Parse("deny all allow 127.0.0.1") });
        await using var client = new RemotingClient();

        Assert.Equal(3, await client.Connect(open.Uri).CallAsync<int>("add", [1, 2]));
        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await client.Connect(closed.Uri).CallAsync("add", [1, 2]));
    }

    [Theory]
    [InlineData(2, 1024)]
    [InlineData(4096, 2)]
    public async Task Connections_beyond_the_limit_are_closed_while_the_others_are_in_use(int all, int perAddress)
    {
        await using var server = await StartAsync(new() { MaxConnections = all, MaxConnectionsPerAddress = perAddress });
        using var first = await RawPeer.ConnectAsync(server.Uri);
        using var second = await RawPeer.ConnectAsync(server.Uri);
        await first.SendAsync(Frames.Request("wait", "first"));
        await second.SendAsync(Frames.Request("wait", "second"));
        await _workshop.At("first").Entered.Task;
        await _workshop.At("second").Entered.Task;
        using (var third = await RawPeer.ConnectAsync(server.Uri))
        {
            Assert.Empty(await third.ReadToEndAsync());
        }

        _workshop.At("first").Released.SetResult();
        first.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await first.ReadToEndAsync();
        while (server.ConnectionCount > 1)
        {
            await Task.Yield();
        }

        using var fourth = await RawPeer.ConnectAsync(server.Uri);
        await CallAsync(fourth);
    }

    [Fact]
    public async Task MaxConcurrentCalls_refuses_a_call_beyond_it_with_a_reason()
    {
        await using var server = await StartAsync(new() { MaxConcurrentCalls = 1 });
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var running = workshop.WaitAsync("only").AsTask();
        await _workshop.At("only").Entered.Task;

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await workshop.EchoAsync(1));
        _workshop.At("only").Released.SetResult();

        Assert.Equal("DRb::DRbConnError", error.RemoteType);
        Assert.Contains("too many calls are running (at most 1)", error.Message, StringComparison.Ordinal);
        Assert.Equal("only", await running);
        Assert.Equal(1L, await workshop.EchoAsync(1));
    }

    [Fact]
    public async Task A_request_of_claimed_four_gigabytes_is_refused_from_its_length_alone()
    {
        await using var server = await StartAsync(new());
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(new byte[] { 0xff, 0xff, 0xff, 0xff });
        var reply = await peer.ReadFramesAsync(2);

        var error = Assert.IsType<RubyObject>(RubyMarshal.Load(reply[1]));
        Assert.Equal("too large packet 4294967295", RubyConvert.ToText(error.Variables["mesg"]));
    }

    private static async Task CallAsync(RawPeer peer)
    {
        await peer.SendAsync(Frames.Request("add", 1, 1));
        Assert.Equal(Frames.Reply(2), await peer.ReadAsync(Frames.Reply(2).Length));
    }

    private Task<RemoteServer> StartAsync(RemoteServerOptions options) => RemoteServer.StartAsync(front: _workshop, options: options);
}
