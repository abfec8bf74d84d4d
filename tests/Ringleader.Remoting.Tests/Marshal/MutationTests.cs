using System.Globalization;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>
/// Golden bytes, changed at random: whatever arrives, the answer is a value or a <see cref="MarshalException"/>, within a bound of
/// memory. Set the environment variable named below to the seed of a failure to repeat it.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const string SeedVariable = "RINGLEADER_MUTATION_SEED";
    private const int Inputs = 200_000;

    /// <summary>Above what any document allocates for each of its bytes, tables and boxes included.</summary>
    private const int BytesPerByte = 256;
    private const int BytesPerDocument = 64 * 1024;

    private static readonly MarshalOptions[] Modes =
    [
        new() { Types = Registered() },
        new() { Exact = true },
    ];

    [Fact]
    public void Load_of_mutated_golden_bytes_ends_in_a_value_or_a_marshal_exception()
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed}");
        var random = new Random(seed);
        var corpus = GoldenFile.Values.Select(value => value.Bytes)
            .Concat(GoldenFile.Captures.SelectMany(capture => capture.Documents()))
            .Where(document => document.Length > 3)
            .ToArray();
        var read = 0;

        for (var i = 0; i < Inputs; i++)
        {
            var document = Mutate(random, corpus);
            var options = Modes[i % Modes.Length];
            read += LoadWithinBounds(document, options, $"input {i} of seed {seed}: {Convert.ToHexStringLower(document)}") ? 1 : 0;
        }

        // Otherwise the mutations would only test the first check.
        output.WriteLine($"{read} of {Inputs} mutated documents could still be read.");
        Assert.InRange(read, Inputs / 20, Inputs);
    }

    private static bool LoadWithinBounds(byte[] document, MarshalOptions options, string context)
    {
        var (isRead, value, allocated) = Load(document, options, context);
        var bound = BytesPerDocument + (BytesPerByte * document.Length);
        if (allocated > bound)
        {
            // The first use of an encoding builds its tables, once per process.
            (isRead, value, allocated) = Load(document, options, context);
        }

        Assert.True(allocated <= bound, $"{allocated} bytes were allocated. {context}");
        if (isRead)
        {
            AssertDumpEndsWell(value, options, context);
        }

        return isRead;
    }

    private static (bool IsRead, object? Value, long Allocated) Load(byte[] document, MarshalOptions options, string context)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var value = RubyMarshal.Load(document, options);
            return (true, value, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (MarshalException)
        {
            return (false, null, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (Exception other)
        {
            throw new InvalidOperationException(context, other);
        }
    }

    /// <summary>What could be read can be sent on, and be read again.</summary>
    private static void AssertDumpEndsWell(object? value, MarshalOptions options, string context)
    {
        try
        {
            RubyMarshal.Load(RubyMarshal.Dump(value, options), options);
        }
        catch (MarshalException problem)
        {
            throw new InvalidOperationException("What was read cannot be written and read again. " + context, problem);
        }
    }

    private static byte[] Mutate(Random random, byte[][] corpus)
    {
        var bytes = new List<byte>(corpus[random.Next(corpus.Length)]);
        for (var changes = 1 + random.Next(3); changes > 0 && bytes.Count > 3; changes--)
        {
            var at = random.Next(2, bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, "0TFifl\"I:;@[{}/cmMoSuUCed"u8.ToArray()[random.Next(25)]);
                    break;
                case 4:
                    bytes[at] = (byte)(random.Next(8) + (random.Next(2) * 250));
                    break;
                default:
                    var other = corpus[random.Next(corpus.Length)];
                    var start = random.Next(2, other.Length);
                    bytes.InsertRange(at, other.AsSpan(start, random.Next(other.Length - start)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }

    private static RubyTypeRegistry Registered()
    {
        var types = new RubyTypeRegistry();
        types.Add(RubyTypeMapping.Create(
            "Plain", RubyTypeKind.Object, members => Tuple.Create(members.Require("a"), members.Require("b")), ("a", t => t.Item1), ("b", t => t.Item2)));
        return types;
    }
}
