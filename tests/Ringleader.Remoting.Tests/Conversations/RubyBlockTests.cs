using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>A Ruby server that yields to our delegate with the recorded bytes: the delegate's answers are the recorded ones.</summary>
public sealed class RubyBlockTests : IAsyncLifetime
{
    private readonly ScriptedServer _server = new();
    private readonly RemotingClient _client = new();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task A_delegate_is_passed_as_a_block_and_answers_each_yield()
    {
        var exchange = CapturedExchange.Find("block_call");
        var yields = new List<object?[]>();
        Func<object?[], object?> block = values =>
        {
            yields.Add(values);
            return values.Length;
        };
        var call = _client.Connect(_server.Uri).CallAsync("each3", null, block).AsTask();
        using var peer = await _server.AcceptAsync();
        var request = await peer.ReadRequestAsync();
        var reference = Assert.IsType<DrbReference>(RubyMarshal.Load(request[3]));
        using var callback = await RawPeer.ConnectAsync(reference.Uri);

        foreach (var (recorded, answer) in exchange.Callbacks)
        {
            await callback.SendAsync(Addressed(recorded, reference));
            Assert.Equal(Convert.ToHexString(answer), Convert.ToHexString(await callback.ReadAsync(answer.Length)));
        }

        await peer.SendAsync(exchange.Reply);

        Assert.Equal(RubySymbol.Of("done"), await call);
        Assert.Equal(Frames.Split(exchange.Request)[..3], request[..3]);
        Assert.Equal([1L], yields[0]);
        Assert.Equal(["two", RubySymbol.Of("three")], yields[1]);
        Assert.Equal([4L, 5L], Assert.IsType<object?[]>(Assert.Single(yields[2])));
    }

    [Fact]
    public async Task A_delegate_that_breaks_answers_with_the_recorded_LocalJumpError()
    {
        var exchange = CapturedExchange.Find("block_break");
        Func<object?, object?> block = _ => throw new BlockBreakException(RubySymbol.Of("b"));
        var call = _client.Connect(_server.Uri).CallAsync("each3", null, block).AsTask();
        using var peer = await _server.AcceptAsync();
        var request = await peer.ReadRequestAsync();
        var reference = Assert.IsType<DrbReference>(RubyMarshal.Load(request[3]));
        using var callback = await RawPeer.ConnectAsync(reference.Uri);
        var (recorded, recordedAnswer) = exchange.Callbacks[0];

        await callback.SendAsync(Addressed(recorded, reference));
        var answer = Frames.Split(await callback.ReadToEndAsync());
        await peer.SendAsync(exchange.Reply);

        Assert.Equal(RubySymbol.Of("b"), await call);
        var expected = Assert.IsType<RubyObject>(RubyMarshal.Load(Frames.Split(recordedAnswer)[1]));
        Assert.Equal([4, 8, (byte)'F'], answer[0]);
        var error = Assert.IsType<RubyObject>(RubyMarshal.Load(answer[1]));
        Assert.Equal(expected.ClassName, error.ClassName);
        Assert.Equal(RubyConvert.ToText(expected.Variables["mesg"]), RubyConvert.ToText(error.Variables["mesg"]));
        Assert.Equal(expected.Variables["@exit_value"], error.Variables["@exit_value"]);
        Assert.Equal(expected.Variables["@reason"], error.Variables["@reason"]);
    }

    /// <summary>A recorded request, to our block instead of the recorded one.</summary>
    private static byte[] Addressed(byte[] request, DrbReference reference) =>
        Frames.Join([RubyMarshal.Dump(reference.Id), .. Frames.Split(request)[1..]]);
}
