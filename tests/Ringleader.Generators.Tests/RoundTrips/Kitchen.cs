using System.Numerics;
using System.Runtime.CompilerServices;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Generators.Tests.RoundTrips;

internal sealed class Kitchen : IKitchen
{
    private readonly Dictionary<int, string> _shelves = [];

    public event Action<int, string>? Cooked;

    public event EventHandler<Basket>? Served;

    public string Name { get; set; } = "small";

    public bool IsOpen { get; set; }

    public string this[int shelf]
    {
        get => _shelves[shelf];
        set => _shelves[shelf] = value;
    }

    public int Add(int left, int right) => left + right;

    public void Fail(string article) => throw new SoldOutException("Nothing is left.", article);

    public long AddAll(int first, params long[] rest) => first + rest.Sum();

    public string Describe(string what, int count = 2, Fruit fruit = Fruit.Pear, string? note = null) => $"{what} {count} {fruit} {note ?? "-"}";

    public int Pick() => -1;

    public int Pick(int index) => index;

    public string Order(string dish, int portions = 1, string? place = null) => $"{dish} {portions} {place ?? "-"}";

    public ValueTask<Basket?> FillAsync(Basket? basket, CancellationToken cancellationToken = default) =>
        new(basket is null ? null : basket with { Name = basket.Name + "!", Inner = basket });

    public Task<Box> TurnAsync(Box box) => Task.FromResult(new Box(box.Height, (byte)box.Width));

    public (int Id, string? Name) Pair((int Id, (string?, Fruit) Tail) pair) => (pair.Id + 1, pair.Tail.Item1);

    public Dictionary<string, List<int?>> Index(IReadOnlyDictionary<string, List<int?>> values) => new(values);

    public IEnumerable<float> Halves(IEnumerable<int> values) => values.Select(value => value / 2f);

    public HashSet<string> Distinct(params string[] values) => [.. values];

    public object? Echo(object? value) => value;

    public (sbyte, byte, short, ushort, uint, ulong, char) Narrow(sbyte a, byte b, short c, ushort d, uint e, ulong f, char g) => (a, b, c, d, e, f, g);

    public (BigInteger, decimal, Guid, Uri, TimeSpan, DateTimeOffset, RubySymbol, byte[]) Wide(
        BigInteger a, decimal b, Guid c, Uri d, TimeSpan e, DateTimeOffset f, RubySymbol g, byte[] h) => (a, b, c, d, e, f, g, h);

    public ICounter Counter() => new LocalCounter();

    public async Task<int> UseAsync(ICounter counter)
    {
        await counter.AddAsync(5);
        return counter.Value;
    }

    public async IAsyncEnumerable<Basket> StreamAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new Basket($"{i}", []);
        }
    }

    public int EachPair(Func<int, string, int> block) => block(1, "one") + block(2, "two");

    public async Task<int> SumAsync(
        int count, Func<int, CancellationToken, ValueTask<int>> block, CancellationToken cancellationToken = default)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += await block(i, cancellationToken);
        }

        return sum;
    }

    public async Task<string> TwiceAsync(Func<string, Task<string>> first, Func<string, Task<string>> second) =>
        await second(await first("x"));

    public string Search(string text, Optional<int> limit = default, Optional<string?> place = default) =>
        $"{text} {limit} {(place is { HasValue: true, Value: null } ? "nil" : place.ToString())}";

    public string Filter(string text, Optional<int> limit = default, Optional<string?> place = default) => Search(text, limit, place);

    public string Configure(string name, KeywordArguments options) =>
        $"{name} {string.Join(' ', options.Select(pair => $"{pair.Key}={pair.Value}"))}".TrimEnd();

    public async ValueTask<string> YieldAllAsync(Lines block) => $"{await block()} {await block("a")} {await block("a", "b")}";

    public async ValueTask<string> YieldRestAsync(Tagged block) => $"{await block("x")} {await block("x", 1, 2)}";

    public async ValueTask<string> AskAsync(RemoteBlock? block = null) => block is null ? "no block" : await block.CallAsync<string>(["asked"]);

    public async ValueTask<string> AskTwiceAsync(RemoteBlock first, RemoteBlock second) =>
        await first.CallAsync<string>(["first"]) + await second.CallAsync<string>(["second"]);

    public string Apply(Func<string, string> change) => change("bread");

    public RemoteBlock Doubler() => throw new NotSupportedException("A block lives elsewhere, so only a peer returns one.");

    public bool Wait(CancellationToken cancellationToken) => cancellationToken.CanBeCanceled;

    public void Cook(int minutes, string dish)
    {
        Cooked?.Invoke(minutes, dish);
        Served?.Invoke(this, new Basket(dish, [Fruit.Pear]));
    }
}
