using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Calls;

public sealed class KeywordArgumentsTests
{
    private const string Server = """
        class Kitchen
          def cook(dish, portions: 1, extra: nil) = [dish, portions, extra]
          def only(prefix:) = prefix
          def rest(*args, **options) = [args, options]
        end
        serve Kitchen.new
        """;

    [Fact]
    public async Task Keywords_from_ruby_arrive_as_named_parameters()
    {
        await using var server = await RemoteServer.StartAsync(null, new Kitchen());

        var output = await RubyProcess.RunAsync(
            """
            show front.cook('soup')
            show front.cook('soup', portions: 2)
            show front.cook('soup', extra: [1], portions: 3)
            show front.cook('soup', **{ portions: 4 })
            show front.cook('soup', { portions: 5 })
            """,
            server.Uri);

        Assert.Equal("\"soup x1 -\"\n\"soup x2 -\"\n\"soup x3 Object[]\"\n\"soup x4 -\"\n\"soup x5 -\"", output);
    }

    [Fact]
    public async Task An_omitted_keyword_leaves_the_default_to_the_ruby_method()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Kitchen
              def cook(dish, place = 'table', portions: 4, extra: 'salt') = "#{dish} #{place.inspect} #{portions} #{extra.inspect}"
              def configure(**options) = options.inspect
              def each_pair = [yield(*%w[a b]), yield(*%w[c]), yield]
            end
            serve Kitchen.new
            """);
        var kitchen = RemoteObject.Connect<IKitchenWithDefaults>(ruby.Uri);

        Assert.Equal("soup \"table\" 4 \"salt\"", await kitchen.CookAsync("soup"));
        Assert.Equal("soup \"table\" 4 nil", await kitchen.CookAsync("soup", extra: new Optional<string?>(null)));
        Assert.Equal("soup nil 2 \"salt\"", await kitchen.CookAsync("soup", new Optional<string?>(null), portions: 2));
        Assert.Equal("{}", await kitchen.ConfigureAsync([]));
        Assert.Equal("{:heat=>200}", await kitchen.ConfigureAsync(new KeywordArguments { { "heat", 200 } }));
        Assert.Equal(["a-b", "c", ""], await kitchen.EachPairAsync(items => new(string.Join('-', items))));
    }

    [Fact]
    public async Task Wrong_keywords_from_ruby_are_refused_with_rubys_texts()
    {
        await using var server = await RemoteServer.StartAsync(null, new Kitchen());

        var output = await RubyProcess.RunAsync(
            """
            puts raised { front.cook('soup', salt: 1) }
            puts raised { front.only }
            puts raised { front.cook }
            puts raised { front.cook(1, 2, 3) }
            show front.only(prefix: 'a')
            """,
            server.Uri);

        Assert.Equal(
            """
            ArgumentError: unknown keyword: :salt
            ArgumentError: missing keyword: :prefix
            ArgumentError: wrong number of arguments (given 0, expected 1)
            ArgumentError: wrong number of arguments (given 3, expected 1)
            "a"
            """,
            output);
    }

    [Fact]
    public async Task A_hash_for_a_front_of_any_name_keeps_its_symbol_keys()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync("show front.echo(a: 1, b: { 'c' => 2 })", server.Uri);

        Assert.Equal("{:a=>1, :b=>{\"c\"=>2}}", output);
    }

    [Fact]
    public async Task A_typed_contract_sends_keywords_to_ruby()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var kitchen = RemoteObject.Connect<IRubyKitchen>(ruby.Uri);

        Assert.Equal(["soup", 2L, null], await kitchen.CookAsync("soup", portions: 2));
        Assert.Equal(["soup", 1L, "salt"], await kitchen.CookAsync("soup", extra: "salt"));
        Assert.Equal("x", await kitchen.OnlyAsync("x"));
    }

    [Fact]
    public async Task Untyped_and_dynamic_calls_send_keywords_to_ruby()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var untyped = RemoteObject.Connect(ruby.Uri);
        dynamic kitchen = untyped;

        object?[] viaDynamic = await kitchen.cook("soup", portions: 3);

        Assert.Equal(["soup", 3L, null], viaDynamic);
        Assert.Equal(["soup", 4L, null], await untyped.CallAsync<object?[]>("cook", ["soup", new KeywordArguments { { "portions", 4 } }]));
        var rest = await untyped.CallAsync<object?[]>("rest", [1, new KeywordArguments { { "a", 2 } }]);
        Assert.Equal([1L], Assert.IsType<object?[]>(rest[0]));
        Assert.Equal(2L, Assert.IsType<RubyHash>(rest[1])[RubySymbol.Of("a")]);
    }

    [Fact]
    public async Task Rubys_own_refusal_of_keywords_reaches_the_caller()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var kitchen = RemoteObject.Connect(ruby.Uri);

        var missing = await Assert.ThrowsAsync<RemoteException>(async () => await kitchen.CallAsync("only"));
        var unknown = await Assert.ThrowsAsync<RemoteException>(async () => await kitchen.CallAsync("only", [new KeywordArguments { { "prefix", 1 }, { "salt", 1 } }]));

        Assert.Equal(("ArgumentError", "missing keyword: :prefix"), (missing.RemoteType, missing.Message));
        Assert.Equal(("ArgumentError", "unknown keyword: :salt"), (unknown.RemoteType, unknown.Message));
    }

    [RemoteContract]
    public interface IKitchen
    {
        string Cook(string dish, [Keyword] int portions = 1, [Keyword] object? extra = null);

        string Only([Keyword] string prefix);
    }

    [RemoteContract]
    public interface IRubyKitchen
    {
        ValueTask<object?[]> CookAsync(string dish, [Keyword] int portions = 1, [Keyword] object? extra = null);

        ValueTask<string> OnlyAsync([Keyword] string prefix);
    }

    private sealed class Kitchen : IKitchen
    {
        public string Cook(string dish, int portions, object? extra) => $"{dish} x{portions} {extra?.GetType().Name ?? "-"}";

        public string Only(string prefix) => prefix;
    }

    public delegate ValueTask<string> Items(params string[] items);

    [RemoteContract]
    public interface IKitchenWithDefaults
    {
        ValueTask<string> CookAsync(
            string dish, Optional<string?> place = default, [Keyword] Optional<int> portions = default, [Keyword] Optional<string?> extra = default);

        ValueTask<string> ConfigureAsync(KeywordArguments options);

        ValueTask<IReadOnlyList<string>> EachPairAsync(Items block);
    }
}
