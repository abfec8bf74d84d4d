using BenchmarkDotNet.Attributes;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Benchmarks.Remoting;

/// <summary>Decoding and encoding of an array of 1,000 small hashes with symbols for keys, as a Ruby program would send it.</summary>
[MemoryDiagnoser]
public class MarshalBenchmark
{
    private const int Hashes = 1000;

    private byte[] _document = [];
    private object? _value;

    [GlobalSetup]
    public void Encode()
    {
        _value = Enumerable.Range(0, Hashes).Select(User).ToArray();
        _document = RubyMarshal.Dump(_value);
    }

    [Benchmark]
    public object? Load() => RubyMarshal.Load(_document);

    [Benchmark]
    public byte[] Dump() => RubyMarshal.Dump(_value);

    [Benchmark]
    public byte[] LoadAndDump() => RubyMarshal.Dump(RubyMarshal.Load(_document));

    private static object User(int number) => new RubyHash
    {
        [RubySymbol.Of("id")] = number,
        [RubySymbol.Of("name")] = $"user-{number}",
        [RubySymbol.Of("active")] = number % 2 == 0,
        [RubySymbol.Of("score")] = number * 0.37,
        ["city"] = "Springfield",
    };
}
