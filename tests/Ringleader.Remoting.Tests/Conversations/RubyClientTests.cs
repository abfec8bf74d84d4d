using System.Globalization;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>What a Ruby client sent, played against a server of ours: the answer is what the Ruby server answered.</summary>
public sealed class RubyClientTests
{
    private const int ServerPort = 18787;
    private const int ClientPort = 18788;
    private readonly Front _front = new();
    private readonly AssignedIds _ids = new();

    public RubyClientTests()
    {
        _ids.Add(80L, _front.Pinger);
        _ids.Add("name", new Sized());
    }

    public static TheoryData<string, int> Calls()
    {
        string[] names =
        [
            "call_front_one_arg", "call_front_no_args", "call_on_reference", "call_many_args", "call_keyword_args",
            "unknown_class_result", "unknown_class_argument", "uri_option_front", "respond_to", "new_connection_close",
        ];
        var data = new TheoryData<string, int>();
        foreach (var name in names)
        {
            data.Add(name, 0);
            data.Add(name, 1);
            data.Add(name, 64);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_recorded_call_gets_the_recorded_answer(string name, int dedicatedThreads)
    {
        var exchange = CapturedExchange.Find(name);
        await using var server = await StartAsync(new() { ObjectIds = _ids, DedicatedThreads = dedicatedThreads });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        var expected = CapturedExchange.WithPort(exchange.Reply, ServerPort, PortOf(server));

        await peer.SendAsync(exchange.Request);
        var reply = await peer.ReadAsync(expected.Length);

        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(reply));
    }

    [Theory]
    [InlineData("remote_exception", "ArgumentError", "bad thing")]
    [InlineData("remote_exception_undumpable", "DRb::DRbRemoteError", null)]
    [InlineData("no_method", "NoMethodError", "undefined method `nothing' for #<IFront>")]
    [InlineData("private_method", "NoMethodError", null)]
    [InlineData("argc_limit", "DRb::DRbConnError", "too many arguments")]
    [InlineData("load_limit", "DRb::DRbConnError", "too large packet 4108")]
    [InlineData("invalid_reference", "RangeError", null)]
    public async Task A_recorded_failure_gets_an_exception_of_the_recorded_class_and_a_closed_connection(string name, string type, string? message)
    {
        var exchange = CapturedExchange.Find(name);
        await using var server = await StartAsync(new()
        {
            ObjectIds = _ids,
            MaxArguments = 8,
            Marshal = new() { MaxBytes = name == "load_limit" ? 4096 : 1 << 20 },
        });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        var recorded = Assert.IsType<RubyObject>(RubyMarshal.Load(Frames.Split(exchange.Reply)[1]));

        await peer.SendAsync(exchange.Request);
        var reply = Frames.Split(await peer.ReadToEndAsync());

        Assert.Equal([4, 8, (byte)'F'], reply[0]);
        var error = Assert.IsType<RubyObject>(RubyMarshal.Load(reply[1]));
        Assert.Equal(type, recorded.ClassName);
        Assert.Equal(type, error.ClassName);
        if (message is not null)
        {
            // Our errors name the contract, which has an I in front.
            Assert.Equal(message.Replace("#<IFront>", "#<Front>", StringComparison.Ordinal), RubyConvert.ToText(recorded.Variables["mesg"]));
            Assert.Equal(message, RubyConvert.ToText(error.Variables["mesg"]));
        }
    }

    [Fact]
    public async Task A_call_of___send___gets_no_answer_and_a_closed_connection()
    {
        var exchange = CapturedExchange.Find("insecure___send__");
        await using var server = await StartAsync(new());
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(exchange.Request);

        Assert.Empty(await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task To_ary_of_a_list_gets_the_recorded_DRbArray()
    {
        var exchange = CapturedExchange.Find("to_ary");
        await using var server = await RemoteServer.StartAsync(front: new object[] { 1, 2 });
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(exchange.Request);
        var reply = await peer.ReadAsync(exchange.Reply.Length);

        Assert.Equal(Convert.ToHexString(exchange.Reply), Convert.ToHexString(reply));
    }

    [Theory]
    [InlineData("block_call")]
    [InlineData("block_break")]
    [InlineData("undumped_argument")]
    public async Task A_recorded_call_back_is_made_with_the_recorded_bytes(string name)
    {
        var exchange = CapturedExchange.Find(name);
        await using var server = await StartAsync(new() { ObjectIds = _ids });
        using var client = new ScriptedServer();
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(CapturedExchange.WithPort(exchange.Request, ClientPort, client.Port));
        using var callback = await client.AcceptAsync();
        foreach (var (request, answer) in exchange.Callbacks)
        {
            Assert.Equal(Convert.ToHexString(request), Convert.ToHexString(await callback.ReadAsync(request.Length)));
            await callback.SendAsync(answer);
        }

        var reply = await peer.ReadAsync(exchange.Reply.Length);

        Assert.Equal(Convert.ToHexString(exchange.Reply), Convert.ToHexString(reply));
    }

    [Fact]
    public async Task All_recorded_calls_follow_one_another_on_one_connection_sent_byte_by_byte()
    {
        await using var server = await StartAsync(new() { ObjectIds = _ids });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        foreach (var name in new[] { "call_front_one_arg", "call_on_reference", "call_many_args", "call_keyword_args", "respond_to" })
        {
            var exchange = CapturedExchange.Find(name);
            foreach (var value in exchange.Request)
            {
                await peer.SendAsync(new[] { value });
            }

            var reply = await peer.ReadAsync(exchange.Reply.Length);

            Assert.Equal(Convert.ToHexString(exchange.Reply), Convert.ToHexString(reply));
        }
    }

    private Task<RemoteServer> StartAsync(RemoteServerOptions options) => RemoteServer.StartAsync("druby://127.0.0.1:0", _front, options);

    private static int PortOf(RemoteServer server) => int.Parse(server.Uri.AsSpan(server.Uri.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
}
