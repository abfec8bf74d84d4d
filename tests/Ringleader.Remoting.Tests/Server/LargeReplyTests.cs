using System.Net.Sockets;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Server;

/// <summary>Replies that are too large, that nobody reads, and that cannot be written: each is answered, and costs a bounded amount.</summary>
public sealed class LargeReplyTests
{
    private const int Megabyte = 1024 * 1024;
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task A_reply_above_MaxReplyBytes_is_an_error_and_the_connection_goes_on(int threads)
    {
        await using var server = await StartAsync(new() { MaxReplyBytes = 100_000, DedicatedThreads = threads });
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        foreach (var method in new[] { "read", "read_later" })
        {
            await peer.SendAsync(Frames.Request(method, 200_000));
            Assert.Equal(
                $"the reply to '{method}' is larger than 100000 bytes, the most that this server sends (MaxReplyBytes); ask for less at a time",
                MessageOf(await peer.ReadFramesAsync(2), "DRb::DRbConnError"));
        }

        await peer.SendAsync(Frames.Request("read", 100_000 - 20));
        Assert.Equal(100_000 - 20, Assert.IsType<string>(RubyMarshal.Load((await peer.ReadFramesAsync(2))[1])).Length);
        await WhileTimePassesAsync(() => server.Bytes.Used == 0); // given back right after the last byte was sent
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task SendTimeout_closes_a_connection_whose_peer_does_not_read_its_reply(int threads)
    {
        await using var server = await StartAsync(new() { SendTimeout = TimeSpan.FromSeconds(3), DedicatedThreads = threads, TimeProvider = _clock });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("read", 15_000_000));
        await peer.ReadAsync(4); // the reply has begun
        Assert.NotEqual(0, server.Bytes.Used);

        await WhileTimePassesAsync(() => server.ConnectionCount == 0);

        Assert.Equal(0, server.Bytes.Used);
    }

    [Fact]
    public async Task SendTimeout_closes_a_TLS_connection_whose_peer_does_not_read_its_reply()
    {
        await using var server = await StartAsync(new() { SendTimeout = TimeSpan.FromSeconds(3), TimeProvider = _clock }, "drbssl://127.0.0.1:0");
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await using var stream = new System.Net.Security.SslStream(new NetworkStream(peer.Socket));
        await stream.AuthenticateAsClientAsync(new System.Net.Security.SslClientAuthenticationOptions { TargetHost = "127.0.0.1", RemoteCertificateValidationCallback = (_, certificate, _, _) => server.Certificate!.Equals(certificate) });
        await stream.WriteAsync(Frames.Request("read", 15_000_000));
        await stream.ReadExactlyAsync(new byte[4]);
        Assert.NotEqual(0, server.Bytes.Used);

        await WhileTimePassesAsync(() => server.ConnectionCount == 0);

        Assert.Equal(0, server.Bytes.Used);
    }

    [Fact]
    public async Task SendTimeout_closes_a_connection_whose_peer_does_not_read_an_error()
    {
        await using var server = await StartAsync(new() { SendTimeout = TimeSpan.FromSeconds(3), TimeProvider = _clock });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        var request = Frames.Request("read", 4 * Megabyte);
        for (var i = 0; i < 8; i++)
        {
            await peer.SendAsync(request);
        }

        await peer.SendAsync(Frames.Request("fail", 60_000));

        await WhileTimePassesAsync(() => server.ConnectionCount == 0);

        Assert.Equal(0, server.Bytes.Used);
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(200_000)]
    [InlineData(20 * Megabyte)]
    public async Task An_exception_with_a_huge_message_arrives_shortened_and_says_so(int length)
    {
        await using var server = await StartAsync(new());
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(server.Uri).CallAsync("fail", [length]));

        Assert.Equal("RuntimeError", error.RemoteType);
        Assert.StartsWith(new string('e', 64 * 1024), error.Message, StringComparison.Ordinal);
        Assert.Equal(length > 64 * 1024, error.Message.EndsWith($"… (shortened from {length} characters)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_exception_above_MaxReplyBytes_arrives_with_its_type_and_the_beginning_of_its_message()
    {
        await using var server = await StartAsync(new() { MaxReplyBytes = 4096 });
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(server.Uri).CallAsync("fail", [50_000]));

        Assert.StartsWith(new string('e', 300) + "… (shortened from 50000 characters) (System.InvalidOperationException; ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_that_a_peer_raised_is_shortened_when_it_is_passed_on_and_too_large()
    {
        var huge = new RubyObject("Shop::SoldOut");
        huge.Variables.Add("mesg", new string('m', 20 * Megabyte));
        huge.Variables.Add("bt", Array.Empty<object?>());
        await using var server = await RemoteServer.StartAsync(front: new Passing(new RemoteException("Shop::SoldOut", new string('m', 20 * Megabyte), [], huge)));
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(server.Uri).CallAsync("buy"));

        Assert.Contains("shortened from", error.Message, StringComparison.Ordinal);
        Assert.Contains("Shop::SoldOut", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_whose_message_is_not_well_formed_arrives_repaired()
    {
        await using var server = await StartAsync(new());
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(server.Uri).CallAsync("fail_with_half_of_a_pair"));

        Assert.Equal("half \ufffd of a pair", error.Message);
    }

    [Fact]
    public async Task An_exception_whose_message_cannot_be_read_is_still_an_answer()
    {
        await using var server = await StartAsync(new());
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(server.Uri).CallAsync("fail_unreadably"));

        Assert.Contains("UnreadableException", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_a_block_breaks_with_and_that_cannot_be_sent_is_an_error()
    {
        await using var server = await RemoteServer.StartAsync(front: new Passing(new BlockBreakException("half \ud83d of a pair")));
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(server.Uri).CallAsync("buy"));

        Assert.Equal("TypeError", error.RemoteType);
    }

    private static string? MessageOf(byte[][] reply, string type)
    {
        Assert.Equal([4, 8, (byte)'F'], reply[0]);
        var error = Assert.IsType<RubyObject>(RubyMarshal.Load(reply[1]));
        Assert.Equal(type, error.ClassName);
        return RubyConvert.ToText(error.Variables["mesg"]);
    }

    private async Task WhileTimePassesAsync(Func<bool> isDone)
    {
        using var safetyNet = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isDone())
        {
            safetyNet.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static Task<RemoteServer> StartAsync(RemoteServerOptions options, string? uri = null) => RemoteServer.StartAsync(uri, new Library(), options);

    /// <summary>Raises an exception of somebody else.</summary>
    private sealed class Passing(Exception error) : IDynamicRemoteObject
    {
        public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) =>
            throw error;
    }
}
