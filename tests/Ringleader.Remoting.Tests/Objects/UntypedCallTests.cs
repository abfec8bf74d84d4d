using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Objects;

/// <summary>Calls by name and through dynamic, as the other side sees them.</summary>
public sealed class UntypedCallTests : IAsyncLifetime
{
    private readonly RecordingFront _front = new();
    private readonly RemotingClient _client = new();
    private RemoteServer? _server;

    private dynamic Late => _client.Connect(_server!.Uri); // started in InitializeAsync

    public async ValueTask InitializeAsync() => _server = await RemoteServer.StartAsync(front: _front);

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server!.DisposeAsync();
    }

    [Fact]
    public async Task A_dynamic_call_has_its_name_arguments_and_keywords()
    {
        await Late.find_all("apples", 3, limit: 10, in_stock: true);

        Assert.Equal("find_all", _front.Method);
        Assert.Equal(["apples", 3L], _front.Arguments[..2]);
        var keywords = Assert.IsType<RubyHash>(_front.Arguments[2]);
        Assert.True(keywords.TryGetValue(RubySymbol.Of("limit"), out var limit));
        Assert.Equal(10L, limit);
        Assert.Equal(2, keywords.Count);
    }

    [Fact]
    public async Task A_dynamic_call_with_a_capital_follows_the_rules_of_contracts()
    {
        await Late.FindAllAsync();
        Assert.Equal("find_all", _front.Method);

        await Late.IsReady();
        Assert.Equal("ready?", _front.Method);
    }

    [Fact]
    public async Task Dynamic_members_and_indexes_are_getters_and_setters()
    {
        await Late.name;
        Assert.Equal("name", _front.Method);

        Late.name = "new";
        Assert.Equal("name=", _front.Method);
        Assert.Equal(["new"], _front.Arguments);

        await Late["key", 2];
        Assert.Equal("[]", _front.Method);
        Assert.Equal(["key", 2L], _front.Arguments);

        Late["key"] = 5;
        Assert.Equal("[]=", _front.Method);
        Assert.Equal(["key", 5L], _front.Arguments);
    }

    [Fact]
    public async Task A_delegate_at_the_end_of_a_dynamic_call_is_its_block()
    {
        Func<object?, object?> block = static value => $"<{value}>";

        var result = await Late.each("a", block);

        Assert.Equal("<a>", (string)result);
    }

    [Fact]
    public async Task KeywordArguments_arrive_as_a_trailing_hash()
    {
        await _client.Connect(_server!.Uri).CallAsync("find", [1, new KeywordArguments { { "deep", true } }]);

        var keywords = Assert.IsType<RubyHash>(_front.Arguments[1]);
        Assert.True(keywords.TryGetValue(RubySymbol.Of("deep"), out var deep));
        Assert.Equal(true, deep);
    }

    [Fact]
    public async Task A_blocking_call_by_name_gives_its_result()
    {
        _front.Result = 12;

        Assert.Equal(12, await Task.Run(() => _client.Connect(_server!.Uri).Call<int>("count")));
    }

    [Fact]
    public async Task A_dynamic_object_may_say_that_it_has_no_such_method()
    {
        var error = await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await Late.unknown());

        Assert.Equal("unknown", error.Method);
        Assert.Equal("undefined method `unknown' for #<Object>", error.Message);
    }

    private sealed class RecordingFront : IDynamicRemoteObject
    {
        public string Method { get; private set; } = "";

        public object?[] Arguments { get; private set; } = [];

        public object? Result { get; set; }

        public async ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
        {
            if (method == "unknown")
            {
                throw new MissingMethodException(method);
            }

            (Method, Arguments) = (method, arguments);
            return block is null ? Result : await block.CallAsync<object?>(arguments, cancellationToken);
        }
    }
}
