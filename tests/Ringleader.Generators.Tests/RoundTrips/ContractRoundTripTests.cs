using System.Numerics;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Generators.Tests.RoundTrips;

/// <summary>Calls through a generated proxy, a socket and a generated dispatcher.</summary>
public sealed class ContractRoundTripTests : IAsyncLifetime
{
    private RemotingClient _client = null!; // Set before each test.
    private RemoteServer _server = null!; // Set before each test.
    private IKitchen _kitchen = null!; // Set before each test.

    private RemoteObject Untyped => RemoteObject.Of(_kitchen);

    public async ValueTask InitializeAsync()
    {
        _server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new Kitchen());
        _client = new RemotingClient();
        _kitchen = _client.Connect<IKitchen>(_server.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public void Properties_and_indexers_are_read_and_written()
    {
        _kitchen.Name = "large";
        _kitchen.IsOpen = true;
        _kitchen[3] = "salt";

        Assert.Equal("large", _kitchen.Name);
        Assert.True(_kitchen.IsOpen);
        Assert.Equal("salt", _kitchen[3]);
    }

    [Fact]
    public void Arguments_arrive_in_their_places()
    {
        Assert.Equal(5, _kitchen.Add(2, 3));
        Assert.Equal(10, _kitchen.AddAll(1, 2, 3, 4));
        Assert.Equal(1, _kitchen.AddAll(1));
        Assert.Equal("tea 2 Pear -", _kitchen.Describe("tea"));
        Assert.Equal("tea 3 GreenApple hot", _kitchen.Describe("tea", 3, Fruit.GreenApple, "hot"));
        Assert.Equal("soup 2 here", _kitchen.Order("soup", 2, "here"));
    }

    [Fact]
    public async Task Defaults_stand_in_for_arguments_that_were_not_sent()
    {
        Assert.Equal("tea 2 Pear -", await Untyped.CallAsync<string>("describe", ["tea"]));
        Assert.Equal("tea 7 Pear -", await Untyped.CallAsync<string>("describe", ["tea", 7]));
        Assert.Equal("soup 1 -", await Untyped.CallAsync<string>("order", [new KeywordArguments { { "dish", "soup" } }]));
        Assert.Equal("soup 1 out", await Untyped.CallAsync<string>("order", [new KeywordArguments { { "in", "out" }, { "dish", "soup" } }]));
    }

    [Fact]
    public async Task Omitted_arguments_are_not_sent_and_null_is()
    {
        Assert.Equal("tea (omitted) (omitted)", _kitchen.Search("tea"));
        Assert.Equal("tea 3 (omitted)", _kitchen.Search("tea", 3));
        Assert.Equal("tea 3 nil", _kitchen.Search("tea", 3, new Optional<string?>(null)));
        Assert.Equal("tea (omitted) (omitted)", _kitchen.Filter("tea"));
        Assert.Equal("tea (omitted) here", _kitchen.Filter("tea", place: "here"));
        Assert.Equal("tea (omitted) nil", _kitchen.Filter("tea", place: new Optional<string?>(null)));
        Assert.Equal("tea 0 (omitted)", await Untyped.CallAsync<string>("filter", ["tea", new KeywordArguments { { "limit", 0 } }]));
        Assert.Equal("tea (omitted) (omitted)", await Untyped.CallAsync<string>("search", ["tea"]));
    }

    [Fact]
    public void An_optional_argument_after_an_omitted_one_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => _kitchen.Search("tea", place: "here"));

        Assert.Contains("'IKitchen.Search' was given 'place' but not 'limit'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remaining_keywords_are_passed_and_taken_as_they_are()
    {
        Assert.Equal("oven", _kitchen.Configure("oven", []));
        Assert.Equal("oven heat=200 fan=True", _kitchen.Configure("oven", new KeywordArguments { { "heat", 200 }, { "fan", true } }));
        Assert.Equal(
            "oven heat=5", await Untyped.CallAsync<string>("configure", [new KeywordArguments { { "heat", 5 }, { "name", "oven" } }]));
    }

    [Fact]
    public async Task Params_of_a_block_take_the_values_one_by_one()
    {
        Assert.Equal("0: 1:a 2:a,b", await _kitchen.YieldAllAsync(lines => new($"{lines.Length}:{string.Join(',', lines)}")));
        Assert.Equal("x0 x3", await _kitchen.YieldRestAsync((tag, numbers) => new($"{tag}{numbers.Sum()}")));
    }

    [Fact]
    public async Task A_block_is_taken_as_it_is_and_passed_on()
    {
        Assert.Equal("no block", await _kitchen.AskAsync());
        Assert.Equal("asked!", await Untyped.CallAsync<string>("ask", [], new Func<string, string>(text => text + "!")));

        await using var relay = await RemoteServer.StartAsync("druby://127.0.0.1:0", new Relay(_kitchen));
        Assert.Equal("asked?", await RemoteObject.Connect(relay.Uri).CallAsync<string>("relay", [], new Func<string, string>(text => text + "?")));
    }

    [Fact]
    public async Task Positional_delegates_and_blocks_are_arguments()
    {
        Assert.Equal("bread!", _kitchen.Apply(text => text + "!"));
        Assert.Equal("bread?", await Untyped.CallAsync<string>("apply", [new Func<string, string>(text => text + "?")]));
        Assert.Equal(
            "first1second2",
            await Untyped.CallAsync<string>("ask_twice", [new Func<string, string>(text => text + "1")], new Func<string, string>(text => text + "2")));
        await AssertRefusedAsync("wrong number of arguments (given 0, expected 1)", "apply");
    }

    [Fact]
    public async Task Overloads_are_told_apart_by_their_number_of_arguments()
    {
        Assert.Equal(-1, _kitchen.Pick());
        Assert.Equal(8, _kitchen.Pick(8));
        await AssertRefusedAsync("wrong number of arguments (given 2, expected 1)", "pick", 1, 2);
    }

    [Fact]
    public async Task Wrong_arguments_are_refused_with_Rubys_texts()
    {
        await AssertRefusedAsync("wrong number of arguments (given 1, expected 2)", "add", 1);
        await AssertRefusedAsync("wrong number of arguments (given 0, expected 1+)", "add_all");
        await AssertRefusedAsync("missing keyword: :dish", "order");
        await AssertRefusedAsync("unknown keyword: :salt", "order", new KeywordArguments { { "dish", "soup" }, { "salt", 1 } });
        await AssertRefusedAsync("Expected argument 'what' of 'IKitchen.Describe', but nil arrived.", "describe", [null]);
    }

    [Fact]
    public async Task Registered_types_keep_all_their_members()
    {
        var basket = new Basket("a", [Fruit.GreenApple, Fruit.Pear], 2.25m) { Level = 9 };

        var filled = await _kitchen.FillAsync(basket);

        Assert.NotNull(filled);
        Assert.Equal("a!", filled.Name);
        Assert.Equal(2.25m, filled.Price);
        Assert.Equal(9, filled.Level);
        Assert.Equal(basket.Fruits, filled.Inner!.Fruits);
        Assert.Null(await _kitchen.FillAsync(null));
        Assert.Equal(new Box(2, 7), await _kitchen.TurnAsync(new Box(7, 2)));
    }

    [Fact]
    public void Registered_exceptions_arrive_as_themselves()
    {
        var failure = Assert.Throws<SoldOutException>(() => _kitchen.Fail("pears"));

        Assert.Equal("Nothing is left.", failure.Message);
        Assert.Equal("pears", failure.Article);
    }

    [Fact]
    public void Tuples_and_collections_round_trip()
    {
        Assert.Equal((4, "x"), _kitchen.Pair((3, ("x", Fruit.Pear))));
        Assert.Equal([1, null], _kitchen.Index(new Dictionary<string, List<int?>> { ["a"] = [1, null] })["a"]);
        Assert.Equal([0.5f, 1f], _kitchen.Halves(Enumerable.Range(1, 2)));
        Assert.Equal(["a", "b"], _kitchen.Distinct("a", "b", "a").Order(StringComparer.Ordinal));
        Assert.Equal(["a", 1L], Assert.IsType<object?[]>(_kitchen.Echo(new object[] { "a", 1 })));
        Assert.Null(_kitchen.Echo(null));
    }

    [Fact]
    public void Scalars_round_trip_at_their_limits()
    {
        Assert.Equal(
            (sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue, 'ß'),
            _kitchen.Narrow(sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue, 'ß'));

        var when = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 123, TimeSpan.FromHours(-3));
        var id = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        var wide = _kitchen.Wide(
            BigInteger.Pow(2, 100), 1.10m, id, new Uri("http://a/b"), TimeSpan.FromSeconds(1.5), when, RubySymbol.Of("s"), [1, 255]);

        Assert.Equal(BigInteger.Pow(2, 100), wide.Item1);
        Assert.Equal((1.10m, id, new Uri("http://a/b"), TimeSpan.FromSeconds(1.5), when), (wide.Item2, wide.Item3, wide.Item4, wide.Item5, wide.Item6));
        Assert.Equal(RubySymbol.Of("s"), wide.Item7);
        Assert.Equal([1, 255], wide.Item8);
    }

    [Fact]
    public async Task Contracts_travel_by_reference_both_ways()
    {
        var counter = _kitchen.Counter();
        await counter.AddAsync(2);
        var own = new LocalCounter();

        Assert.Equal(2, counter.Value);
        Assert.Equal(5, await _kitchen.UseAsync(own));
        Assert.Equal(5, own.Value);
        Assert.Equal(7, await _kitchen.UseAsync(counter));
    }

    [Fact]
    public async Task Streams_give_their_items_one_by_one_and_can_be_left()
    {
        var names = new List<string>();
        await foreach (var basket in _kitchen.StreamAsync(5))
        {
            names.Add(basket.Name);
            if (names.Count == 3)
            {
                break;
            }
        }

        Assert.Equal(["0", "1", "2"], names);
    }

    [Fact]
    public async Task Streams_can_be_enumerated_again()
    {
        var stream = _kitchen.StreamAsync(3);

        for (var round = 0; round < 2; round++)
        {
            var count = 0;
            await foreach (var basket in stream)
            {
                Assert.Equal($"{count++}", basket.Name);
            }

            Assert.Equal(3, count);
        }
    }

    [Fact]
    public async Task Delegates_are_called_back()
    {
        Assert.Equal(1003, _kitchen.EachPair((number, name) => number + (name == "two" ? 1000 : 0)));
        Assert.Equal(6, await _kitchen.SumAsync(4, (number, _) => new ValueTask<int>(number)));
        Assert.Equal("x12", await _kitchen.TwiceAsync(text => Task.FromResult(text + "1"), text => Task.FromResult(text + "2")));
    }

    [Fact]
    public async Task Delegate_that_throws_ends_the_call()
    {
        var failure = await Assert.ThrowsAsync<SoldOutException>(
            () => _kitchen.SumAsync(4, (_, _) => throw new SoldOutException("No more.", "eggs")));

        Assert.Equal("eggs", failure.Article);
    }

    [Fact]
    public void Cancellation_token_is_the_calls_own()
    {
        Assert.True(_kitchen.Wait(CancellationToken.None));
    }

    [Fact]
    public async Task Events_reach_their_handlers_until_they_are_removed()
    {
        var cooked = new TaskCompletionSource<(int, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var served = new TaskCompletionSource<Basket>(TaskCreationOptions.RunContinuationsAsynchronously);
        Action<int, string> whenCooked = (minutes, dish) => cooked.TrySetResult((minutes, dish));
        EventHandler<Basket> whenServed = (_, basket) => served.TrySetResult(basket);
        _kitchen.Cooked += whenCooked;
        _kitchen.Served += whenServed;

        _kitchen.Cook(4, "rice");

        Assert.Equal((4, "rice"), await cooked.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("rice", (await served.Task.WaitAsync(TimeSpan.FromSeconds(30))).Name);
        _kitchen.Cooked -= whenCooked;
        _kitchen.Served -= whenServed;
        cooked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _kitchen.Cook(5, "beans");
        Assert.False(cooked.Task.IsCompleted);
    }

    [Theory]
    [InlineData("instance_eval")]
    [InlineData("get_type")]
    [InlineData("pick_all")]
    [InlineData("Add")]
    public async Task Names_that_are_not_offered_are_refused(string name)
    {
        await Assert.ThrowsAsync<RemoteMethodMissingException>(() => Untyped.CallAsync<object?>(name, [1, 2]).AsTask());
    }

    private async Task AssertRefusedAsync(string message, string method, params object?[] arguments)
    {
        var failure = await Assert.ThrowsAnyAsync<RemoteException>(() => Untyped.CallAsync<object?>(method, arguments).AsTask());

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}

/// <summary>Passes the block that it is given on to the kitchen.</summary>
[RemoteContract]
public interface IRelay
{
    ValueTask<string> RelayAsync(RemoteBlock block);
}

internal sealed class Relay(IKitchen kitchen) : IRelay
{
    public ValueTask<string> RelayAsync(RemoteBlock block) => kitchen.AskAsync(block);
}
