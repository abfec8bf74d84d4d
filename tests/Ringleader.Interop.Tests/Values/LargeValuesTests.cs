using System.Numerics;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Values;

public sealed class LargeValuesTests
{
    private const int FiveMegabytes = 5 * 1024 * 1024;
    private const string Server = """
        class Mirror
          def echo(value) = value
          def size_of(value) = value.size
          def sum(numbers) = numbers.sum
          def power(base, exponent) = base**exponent
          def text(size) = "\u00e4" * size
        end
        serve Mirror.new
        """;

    [Fact]
    public async Task Five_megabytes_of_text_and_bytes_from_ruby_come_back()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            text = "\u00e4" * (5 * 512 * 1024)
            bytes = Random.new(1).bytes(5 * 1024 * 1024)
            show front.echo(text) == text
            show front.echo(bytes) == bytes
            show front.echo_later([text, bytes]) == [text, bytes]
            """,
            server.Uri);

        Assert.Equal("true\ntrue\ntrue", output);
    }

    [Fact]
    public async Task Five_megabytes_of_text_and_bytes_to_ruby_come_back()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = RemoteObject.Connect(ruby.Uri);
        var text = new string('ä', FiveMegabytes / 2);
        var bytes = new byte[FiveMegabytes];
        new Random(1).NextBytes(bytes);

        Assert.Equal(text, await mirror.CallAsync<string>("echo", [text]));
        Assert.Equal(bytes, await mirror.CallAsync<byte[]>("echo", [bytes]));
        Assert.Equal(text, await mirror.CallAsync<string>("text", [text.Length]));
        Assert.Equal(text, mirror.Call<string>("echo", text));
    }

    [Fact]
    public async Task Arrays_of_10240_items_go_both_ways()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = RemoteObject.Connect(ruby.Uri);
        var numbers = Enumerable.Range(0, 10_240).ToArray();
        var texts = numbers.Select(number => $"item {number}").ToList();

        Assert.Equal(10_240, await mirror.CallAsync<int>("size_of", [numbers]));
        Assert.Equal(numbers.Sum(), await mirror.CallAsync<int>("sum", [numbers]));
        Assert.Equal(numbers, await mirror.CallAsync<int[]>("echo", [numbers]));
        Assert.Equal(texts, await mirror.CallAsync<List<string>>("echo", [texts]));
    }

    [Fact]
    public async Task Integers_of_10000_bits_go_both_ways()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var mirror = RemoteObject.Connect(ruby.Uri);
        var big = BigInteger.Pow(2, 10_000) - 12_345;

        Assert.Equal(big, await mirror.CallAsync<BigInteger>("echo", [big]));
        Assert.Equal(-big, await mirror.CallAsync<BigInteger>("echo", [-big]));
        Assert.Equal(BigInteger.Pow(3, 6_309), await mirror.CallAsync<BigInteger>("power", [3, 6_309]));
    }
}
