using System.Numerics;
using System.Text;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Values;

/// <summary>Makes nested values that a source of random numbers alone decides.</summary>
internal sealed class RandomValues(Random random)
{
    private const int MaxDepth = 5;
    private static readonly RubySymbol[] Symbols = [.. new[] { "a", "b", "some_name", "ready?", "x=", "ä" }.Select(RubySymbol.Of)];

    public object? Next(int depth = 0) => random.Next(depth < MaxDepth ? 12 : 8) switch
    {
        0 => random.Next(3) switch { 0 => null, 1 => true, _ => false },
        1 => random.Next(2) == 0 ? random.Next(-300, 300) : random.NextInt64(long.MinValue, long.MaxValue),
        2 => (BigInteger.Pow(2, random.Next(64, 300)) + random.NextInt64()) * (random.Next(2) == 0 ? 1 : -1),
        3 => random.Next(4) switch { 0 => -0.0, 1 => 1.0, _ => random.NextDouble() * Math.Pow(10, random.Next(-200, 200)) },
        4 => Bytes(),
        5 => Text(),
        6 => Symbols[random.Next(Symbols.Length)],
        7 => new DateTimeOffset(random.NextInt64(630_000_000_000_000_000, 660_000_000_000_000_000), TimeSpan.FromMinutes(random.Next(-840, 841))),
        8 or 9 => Items(depth),
        10 => Hash(depth),
        _ => new RubyRange((long)random.Next(10), random.Next(2) == 0 ? null : 20L, random.Next(2) == 0),
    };

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(30)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var length = random.Next(12); length > 0; length--)
        {
            text.Append(new Rune(random.Next(3) switch { 0 => random.Next(0x20, 0x7f), 1 => random.Next(0xa1, 0x3000), _ => random.Next(0x1f300, 0x1f600) }));
        }

        return text.ToString();
    }

    private object?[] Items(int depth)
    {
        var items = new object?[random.Next(6)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Next(depth + 1);
        }

        return items;
    }

    private RubyHash Hash(int depth)
    {
        var hash = new RubyHash();
        for (var count = random.Next(6); count > 0; count--)
        {
            object key = random.Next(3) switch { 0 => (long)count, 1 => $"key{count}", _ => RubySymbol.Of($"key{count}") };
            hash[key] = Next(depth + 1);
        }

        return hash;
    }
}
