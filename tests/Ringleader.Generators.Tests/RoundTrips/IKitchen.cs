using System.Numerics;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Generators.Tests.RoundTrips;

/// <summary>One member for each thing that a contract may hold.</summary>
[RemoteContract]
public interface IKitchen
{
    event Action<int, string>? Cooked;

    event EventHandler<Basket>? Served;

    string Name { get; set; }

    bool IsOpen { get; set; }

    string this[int shelf] { get; set; }

    int Add(int left, int right);

    void Fail(string article);

    long AddAll(int first, params long[] rest);

    string Describe(string what, int count = 2, Fruit fruit = Fruit.Pear, string? note = null);

    int Pick();

    int Pick(int index);

    string Order([Keyword] string dish, [Keyword] int portions = 1, [Keyword, RubyName("in")] string? place = null);

    ValueTask<Basket?> FillAsync(Basket? basket, CancellationToken cancellationToken = default);

    Task<Box> TurnAsync(Box box);

    (int Id, string? Name) Pair((int Id, (string?, Fruit) Tail) pair);

    Dictionary<string, List<int?>> Index(IReadOnlyDictionary<string, List<int?>> values);

    IEnumerable<float> Halves(IEnumerable<int> values);

    HashSet<string> Distinct(params string[] values);

    object? Echo(object? value);

    (sbyte, byte, short, ushort, uint, ulong, char) Narrow(sbyte a, byte b, short c, ushort d, uint e, ulong f, char g);

    (BigInteger, decimal, Guid, Uri, TimeSpan, DateTimeOffset, RubySymbol, byte[]) Wide(
        BigInteger a, decimal b, Guid c, Uri d, TimeSpan e, DateTimeOffset f, RubySymbol g, byte[] h);

    ICounter Counter();

    Task<int> UseAsync(ICounter counter);

    IAsyncEnumerable<Basket> StreamAsync(int count, CancellationToken cancellationToken = default);

    int EachPair(Func<int, string, int> block);

    Task<int> SumAsync(int count, Func<int, CancellationToken, ValueTask<int>> block, CancellationToken cancellationToken = default);

    Task<string> TwiceAsync(Func<string, Task<string>> first, Func<string, Task<string>> second);

    string Search(string text, Optional<int> limit = default, Optional<string?> place = default);

    string Filter(string text, [Keyword] Optional<int> limit = default, [Keyword] Optional<string?> place = default);

    string Configure([Keyword] string name, KeywordArguments options);

    ValueTask<string> YieldAllAsync(Lines block);

    ValueTask<string> YieldRestAsync(Tagged block);

    ValueTask<string> AskAsync(RemoteBlock? block = null);

    ValueTask<string> AskTwiceAsync([Positional] RemoteBlock first, RemoteBlock second);

    string Apply([Positional] Func<string, string> change);

    RemoteBlock Doubler();

    bool Wait(CancellationToken cancellationToken);

    void Cook(int minutes, string dish);
}

/// <summary>What Ruby's <c>yield(*lines)</c> passes.</summary>
public delegate ValueTask<string> Lines(params string[] lines);

/// <summary>What Ruby's <c>yield(tag, *numbers)</c> passes.</summary>
public delegate ValueTask<string> Tagged(string tag, params int[] numbers);
