using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Objects;

public sealed class BlockTests : IAsyncLifetime
{
    private readonly Border _border = new();
    private readonly Gallery _gallery = new();
    private readonly RemotingClient _client = new();
    private RemoteServer? _server;
    private IGallery? _remote;

    private IGallery Remote => _remote!; // set in InitializeAsync

    public async ValueTask InitializeAsync()
    {
        _server = await RemoteServer.StartAsync(front: _gallery);
        _remote = _client.Connect<IGallery>(_border.Before(_server));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server!.DisposeAsync();
        _border.Dispose();
    }

    [Fact]
    public async Task A_block_is_yielded_to_and_its_values_go_back()
    {
        Assert.Equal(2 * (1 + 2 + 3), await Remote.SumAsync(3, static i => new(2 * i)));
    }

    [Fact]
    public async Task A_break_ends_the_method_with_the_blocks_value()
    {
        var yielded = 0;

        var result = await Remote.SumAsync(10, i => ++yielded < 3 ? new(i) : throw new BlockBreakException(77));

        Assert.Equal(77, result);
        Assert.Equal(3, yielded);
    }

    [Fact]
    public async Task A_break_with_an_object_that_stays_here_gives_that_object()
    {
        var mine = new Picture { Title = "mine" };
        Func<object?, object?> block = _ => throw new BlockBreakException(mine);

        var result = await RemoteObject.Of(Remote).CallAsync("sum", [3], block);

        Assert.Same(mine, result);
    }

    [Fact]
    public async Task An_exception_of_the_block_passes_through_the_method_to_the_caller()
    {
        var error = await Assert.ThrowsAsync<RefusedException>(
            async () => await Remote.SumAsync(3, static _ => throw new RefusedException("by the block", 5)));

        Assert.Equal(5, error.Code);
    }

    [Fact]
    public async Task A_block_may_call_the_same_server_again()
    {
        var result = await Remote.SumAsync(3, async i => await Remote.SumAsync(i, static j => new(j)));

        Assert.Equal(1 + 3 + 6, result);
    }

    [Fact]
    public async Task A_block_cannot_be_called_after_its_call_has_ended()
    {
        var kept = await RemoteObject.Of(Remote).CallAsync<int>("sum", [1], (Func<object?, object?>)(static i => i));
        Assert.Equal(1, kept);
        using var server = new ScriptedServer();
        Func<object?> block = static () => 1;
        var call = _client.Connect(server.Uri).CallAsync("each", null, block).AsTask();
        using var peer = await server.AcceptAsync();
        var reference = Assert.IsType<DrbReference>(RubyMarshal.Load((await peer.ReadRequestAsync())[3]));
        await peer.SendAsync(Frames.Reply(null));
        await call;

        using var late = await RawPeer.ConnectAsync(reference.Uri);
        await late.SendAsync(Frames.RequestTo(reference.Id, "call"));
        var answer = Frames.Split(await late.ReadToEndAsync());

        Assert.Equal("RangeError", Assert.IsType<RubyObject>(RubyMarshal.Load(answer[1])).ClassName);
    }

    [Fact]
    public async Task A_block_of_many_parameters_takes_an_array_apart_as_a_Proc_does()
    {
        using var server = new ScriptedServer();
        var yields = new List<string>();
        Action<string, int> block = (name, count) => yields.Add($"{name}={count}");
        var call = _client.Connect(server.Uri).CallAsync("each", null, block).AsTask();
        using var peer = await server.AcceptAsync();
        var reference = Assert.IsType<DrbReference>(RubyMarshal.Load((await peer.ReadRequestAsync())[3]));
        using var callback = await RawPeer.ConnectAsync(reference.Uri);

        foreach (var request in new[] { Frames.RequestTo(reference.Id, "call", "a", 1), Frames.RequestTo(reference.Id, "call", new object[] { new object[] { "b", 2 } }) })
        {
            await callback.SendAsync(request);
            Assert.Equal(Frames.Reply(null), await callback.ReadAsync(Frames.Reply(null).Length));
        }

        await peer.SendAsync(Frames.Reply(null));
        await call;

        Assert.Equal(["a=1", "b=2"], yields);
    }

    [Fact]
    public async Task A_delegate_that_is_no_block_stays_callable_after_the_call()
    {
        Remote.Hang("bell", static text => new(text + "!"));

        Assert.Equal("ding!", await Remote.RingAsync("ding"));
        Assert.Equal("dong!", await Remote.RingAsync("dong"));
    }

    [Fact]
    public async Task The_call_back_listener_opens_with_the_first_need_and_not_before()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        var front = client.Connect(server.Uri);
        var plain = front.CallAsync("plain", ["text"]).AsTask();
        using var peer = await server.AcceptAsync();

        Assert.Equal(Frames.Nil, (await peer.ReadRequestAsync())[^1]);
        await peer.SendAsync(Frames.Reply(null));
        await plain;

        Func<object?> block = static () => 1;
        var first = front.CallAsync("each", null, block).AsTask();
        var one = Assert.IsType<DrbReference>(RubyMarshal.Load((await peer.ReadRequestAsync())[^1]));
        await peer.SendAsync(Frames.Reply(null));
        await first;
        var second = front.CallAsync("each", null, block).AsTask();
        var two = Assert.IsType<DrbReference>(RubyMarshal.Load((await peer.ReadRequestAsync())[^1]));
        await peer.SendAsync(Frames.Reply(null));
        await second;

        Assert.StartsWith("druby://127.0.0.1:", one.Uri, StringComparison.Ordinal);
        Assert.Equal(one.Uri, two.Uri);
        Assert.NotEqual(one.Id, two.Id);
    }

    [Fact]
    public async Task The_call_back_listener_closes_with_its_client()
    {
        using var server = new ScriptedServer();
        var client = new RemotingClient();
        Func<object?> block = static () => 1;
        var call = client.Connect(server.Uri).CallAsync("each", null, block).AsTask();
        using var peer = await server.AcceptAsync();
        var reference = Assert.IsType<DrbReference>(RubyMarshal.Load((await peer.ReadRequestAsync())[^1]));
        await peer.SendAsync(Frames.Reply(null));
        await call;

        await client.DisposeAsync();

        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => RawPeer.ConnectAsync(reference.Uri));
    }
}
