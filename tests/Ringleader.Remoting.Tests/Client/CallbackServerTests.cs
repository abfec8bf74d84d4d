using System.Net;
using Ringleader.Remoting.Client;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Tests.Client;

public sealed class CallbackServerTests
{
    [Fact]
    public async Task Only_peers_that_were_called_may_call_back()
    {
        var callbacks = CallbackServer.Start(IPAddress.Loopback, DrbScheme.Tcp, RemotingClientOptions.Default);
        await using var server = callbacks.Server;
        callbacks.Admit(IPAddress.Parse("192.0.2.1"));
        using (var stranger = await RawPeer.ConnectAsync(server.Uri))
        {
            Assert.Empty(await stranger.ReadToEndAsync());
        }

        callbacks.Admit(IPAddress.Loopback);
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("respond_to?", "call"));

        Assert.Equal(Frames.Reply(false), await peer.ReadAsync(Frames.Reply(false).Length));
    }
}
