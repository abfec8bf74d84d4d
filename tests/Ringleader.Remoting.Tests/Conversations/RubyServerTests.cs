using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>Our client against a server that answers as the recorded Ruby server did: our requests are the recorded bytes.</summary>
public sealed class RubyServerTests : IAsyncLifetime
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
    public async Task An_untyped_call_is_sent_as_Ruby_sends_it() =>
        Assert.Equal("hi", await PlayAsync("call_front_one_arg", front => front.CallAsync("echo", ["hi"])));

    [Fact]
    public async Task A_typed_call_is_sent_as_Ruby_sends_it() =>
        Assert.Equal("hi", await PlayAsync("call_front_one_arg", front => new(Task.Run(() => front.As<IFront>().Echo("hi")))));

    [Fact]
    public async Task Arguments_of_many_kinds_are_sent_as_Ruby_sends_them()
    {
        object?[] arguments =
            [1, null, new object?[] { 1, "a", RubySymbol.Of("b") }, new Dictionary<RubySymbol, object?> { [RubySymbol.Of("a")] = 1 }, 1.5];

        var result = Assert.IsType<object?[]>(await PlayAsync("call_many_args", front => front.CallAsync("echo", arguments)));

        Assert.Equal(5, result.Length);
        Assert.Equal(1.5, result[4]);
    }

    [Fact]
    public async Task Keywords_are_sent_as_Ruby_sends_them() =>
        Assert.Equal([1L, 2L], Assert.IsType<object?[]>(
            await PlayAsync("call_keyword_args", front => front.CallAsync("kw", [new KeywordArguments { { "a", 1 } }]))));

    [Fact]
    public async Task A_reference_in_an_answer_is_called_by_its_id()
    {
        var reference = Assert.IsType<RemoteObject>(await PlayAsync("call_front_no_args", front => front.CallAsync("ref")));
        Assert.Equal(80L, reference.Id);
        Assert.Equal("druby://127.0.0.1:18787", reference.Uri);

        var here = new RemoteObject(_client, _server.Uri, reference.Id);
        var answer = await PlayAsync("call_on_reference", _ => here.CallAsync("ping"));

        Assert.Equal(RubySymbol.Of("pong"), answer);
    }

    [Fact]
    public async Task An_option_of_the_address_is_sent_as_the_receiver()
    {
        var front = _client.Connect(_server.Uri + "?name");

        Assert.Equal(8L, await PlayAsync("uri_option_front", _ => front.CallAsync("size")));
    }

    [Fact]
    public async Task An_object_of_an_unknown_class_is_kept_as_data()
    {
        var unknown = Assert.IsType<RubyObject>(await PlayAsync("unknown_class_result", front => front.CallAsync("unk")));

        Assert.Equal("Unk", unknown.ClassName);
        Assert.Equal(1L, unknown.Variables["@a"]);
    }

    [Fact]
    public async Task A_DRbArray_is_read_as_an_array() =>
        Assert.Equal([1L, 2L], Assert.IsType<object?[]>(await PlayAsync("to_ary", front => front.CallAsync("to_ary"))));

    [Fact]
    public async Task A_Ruby_exception_carries_its_class_message_and_backtrace_before_the_local_stack()
    {
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await PlayAsync("remote_exception", front => front.CallAsync("boom")));

        Assert.Equal("ArgumentError", error.RemoteType);
        Assert.Equal("bad thing", error.Message);
        Assert.Equal($"({_server.Uri}) cap_srv.rb:10:in `boom'", error.RemoteBacktrace[0]);
        var remote = error.StackTrace!.IndexOf("cap_srv.rb:10", StringComparison.Ordinal);
        var local = error.StackTrace.IndexOf(nameof(RubyServerTests), StringComparison.Ordinal);
        Assert.InRange(remote, 0, local);
    }

    [Fact]
    public async Task A_DRbRemoteError_carries_the_message_of_the_exception_it_stands_for()
    {
        var error = await Assert.ThrowsAsync<RemoteException>(
            async () => await PlayAsync("remote_exception_undumpable", front => front.CallAsync("boom2")));

        Assert.Equal("DRb::DRbRemoteError", error.RemoteType);
        Assert.Equal("has proc (Err2)", error.Message);
    }

    [Fact]
    public async Task A_NoMethodError_becomes_a_missing_method_with_its_name()
    {
        var error = await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await PlayAsync("no_method", front => front.CallAsync("nothing")));

        Assert.Equal("nothing", error.Method);
        Assert.Equal("undefined method `nothing' for #<Front>", error.Message);
    }

    [Fact]
    public async Task A_recycled_reference_becomes_an_error_that_names_the_id_and_what_to_do()
    {
        var reference = new RemoteObject(_client, _server.Uri, 123456788L);

        var error = await Assert.ThrowsAsync<RemoteReferenceException>(
            async () => await PlayAsync("invalid_reference", _ => reference.CallAsync("to_s")));

        Assert.Equal(123456788L, error.Id);
        Assert.Contains("'123456788' is an invalid reference", error.Message, StringComparison.Ordinal);
        Assert.Contains("get a new one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_without_an_answer_is_a_connection_error_of_phase_waiting()
    {
        var error = await Assert.ThrowsAsync<RemotingConnectionException>(
            async () => await PlayAsync("insecure___send__", front => front.CallAsync("__send__", [RubySymbol.Of("echo"), 1])));

        Assert.Equal(RemotingPhase.Waiting, error.Phase);
        Assert.Contains("the peer closed the connection", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    /// <summary>Accepts the call, compares its bytes and answers as recorded.</summary>
    private async Task<object?> PlayAsync(string name, Func<RemoteObject, ValueTask<object?>> call)
    {
        var exchange = CapturedExchange.Find(name);
        var pending = call(_client.Connect(_server.Uri)).AsTask();
        if (_server.HasCaller || _peer is null)
        {
            _peer = await _server.AcceptAsync();
        }

        var request = await _peer.ReadAsync(exchange.Request.Length);
        Assert.Equal(Convert.ToHexString(exchange.Request), Convert.ToHexString(request));
        await _peer.SendAsync(exchange.Reply);
        if (exchange.Closes)
        {
            _peer.Dispose();
        }

        return await pending;
    }

    private RawPeer? _peer;
}
