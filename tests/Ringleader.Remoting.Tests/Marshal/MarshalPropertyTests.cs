using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class MarshalPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void Dump_and_load_give_the_same_value() => Check(graph =>
        Rendering.Of(RubyMarshal.Load(RubyMarshal.Dump(graph))) == Rendering.Of(graph));

    [Fact]
    public void Dump_of_what_was_loaded_exactly_gives_the_same_bytes() => Check(graph =>
    {
        var exact = new MarshalOptions { Exact = true };
        var document = RubyMarshal.Dump(graph);
        return RubyMarshal.Dump(RubyMarshal.Load(document, exact), exact).AsSpan().SequenceEqual(document);
    });

    [Fact]
    public void Load_of_a_document_cut_at_any_byte_is_refused() => Check(graph =>
    {
        TruncationTests.AssertRefusedAtEveryByte(RubyMarshal.Dump(graph), MarshalOptions.Default);
        return true;
    });

    [Fact]
    public void Integers_round_trip_in_their_shortest_form() => CheckAll(ArbMap.Default.GeneratorFor<long>(), value =>
        RubyMarshal.Load(RubyMarshal.Dump(value)) is long loaded && loaded == value
        && RubyMarshal.Dump((BigInteger)value).AsSpan().SequenceEqual(RubyMarshal.Dump(value)));

    [Fact]
    public void Integers_of_any_size_round_trip() => CheckAll(
        from bytes in ArbMap.Default.GeneratorFor<byte[]>() select new BigInteger(bytes),
        value => RubyConvert.ToBigInteger(RubyMarshal.Load(RubyMarshal.Dump(value))) == value);

    [Fact]
    public void Floats_of_any_bits_round_trip() => CheckAll(
        from bits in ArbMap.Default.GeneratorFor<ulong>() select BitConverter.UInt64BitsToDouble(bits * 0x9E3779B97F4A7C15),
        value => RubyMarshal.Load(RubyMarshal.Dump(value)) is double loaded && loaded.Equals(value));

    private void Check(Func<object?, bool> property) => CheckAll(Graphs, property);

    private void CheckAll<T>(Gen<T> generator, Func<T, bool> property)
    {
        var runner = new OutputRunner(output);
        Prop.ForAll(generator.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithRunner(runner));
    }

    private static Gen<object?> Scalars { get; } = Gen.OneOf(
        Gen.Constant((object?)null),
        ArbMap.Default.GeneratorFor<bool>().Select(value => (object?)value),
        ArbMap.Default.GeneratorFor<long>().Select(value => (object?)value),
        ArbMap.Default.GeneratorFor<int>().Select(value => (object?)((long)value * int.MaxValue)),
        ArbMap.Default.GeneratorFor<double>().Select(value => (object?)value),
        ArbMap.Default.GeneratorFor<UnicodeString>().Select(value => (object?)WellFormed(value.Get)),
        ArbMap.Default.GeneratorFor<byte[]>().Select(value => (object?)value),
        ArbMap.Default.GeneratorFor<UnicodeString>().Select(value => (object?)RubySymbol.Of(WellFormed(value.Get))),
        ArbMap.Default.GeneratorFor<DateTime>().Select(value => (object?)new DateTimeOffset(value.Ticks, TimeSpan.Zero)),
        ArbMap.Default.GeneratorFor<byte>().Select(value => (object?)new RubyClass($"Class{value}")));

    /// <summary>Trees of all containers, with shared parts and cycles.</summary>
    private static Gen<object?> Graphs { get; } = Gen.Sized(size => Graph(Math.Min(size, 60), new List<object?>()));

    private static Gen<object?> Graph(int size, List<object?> seen)
    {
        if (size <= 1)
        {
            return Scalars;
        }

        var children = Gen.Choose(0, 4).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), _ => Graph(size / 4, seen)));
        return Gen.OneOf(
            Scalars,
            from items in children from link in Gen.Choose(0, 9) select (object?)Array(items, link, seen),
            from items in children from link in Gen.Choose(0, 9) select (object?)Hash(items, link, seen),
            from items in children select (object?)Fields(new RubyObject("Some::Object"), items, (node, name, item) => node.Variables["@" + name] = item),
            from items in children select (object?)Fields(new RubyStruct("Pair"), items, (node, name, item) => node.Members[name] = item),
            from items in children select (object?)new RubySubclass("Items", items),
            from items in children select (object?)new RubyUserMarshal("Dumped", items),
            from item in Graph(size / 2, seen) select (object?)new RubyRange(item, null));
    }

    private static object?[] Array(object?[] items, int link, List<object?> seen)
    {
        Link(items, link, seen);
        return items;
    }

    /// <summary>One in ten refers to itself and one in five to an Array that was made earlier.</summary>
    private static void Link(object?[] items, int link, List<object?> seen)
    {
        if (items.Length > 0)
        {
            items[0] = link switch
            {
                0 => items,
                1 or 2 when seen.Count > 0 => seen[^1],
                _ => items[0],
            };
            seen.Add(items);
        }
    }

    private static RubyHash Hash(object?[] items, int link, List<object?> seen)
    {
        var hash = new RubyHash { Default = link == 5 ? 1L : null };
        for (var i = 0; i < items.Length; i++)
        {
            // Keys are scalars that stay different when they are read again.
            hash[RubySymbol.Of($"key{i}")] = items[i];
        }

        if (link == 0)
        {
            hash[RubySymbol.Of("self")] = hash;
        }

        seen.Add(hash);
        return hash;
    }

    private static T Fields<T>(T node, object?[] items, Action<T, string, object?> set)
    {
        for (var i = 0; i < items.Length; i++)
        {
            set(node, $"field{i}", items[i]);
        }

        return node;
    }

    private static string WellFormed(string? text) => new((text ?? "").Where(letter => !char.IsSurrogate(letter)).ToArray());

    /// <summary>Sends what FsCheck says, with the seed of a failure, to the test's output.</summary>
    private sealed class OutputRunner(ITestOutputHelper output) : IRunner
    {
        public void OnStartFixture(Type fixture)
        {
        }

        public void OnArguments(int test, Microsoft.FSharp.Collections.FSharpList<object> arguments, Microsoft.FSharp.Core.FSharpFunc<int, Microsoft.FSharp.Core.FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(Microsoft.FSharp.Collections.FSharpList<object> arguments, Microsoft.FSharp.Core.FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, FsCheck.TestResult result)
        {
            var text = Runner.onFinishedToString(name, result);
            output.WriteLine(text);
            Assert.True(result.IsPassed, text);
        }
    }
}
