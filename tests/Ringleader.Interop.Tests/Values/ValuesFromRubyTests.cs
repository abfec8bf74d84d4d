using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Values;

/// <summary>A Ruby client sends values to a .NET server and compares what comes back.</summary>
public sealed class ValuesFromRubyTests
{
    private const string Compare = """
        require 'values'
        METHOD = ARGV[1]
        VALUES.each { |value| show(value) unless same?(value, front.public_send(METHOD, value)) }
        show VALUES.size
        """;

    [Theory]
    [InlineData("echo")]
    [InlineData("echo_later")]
    public async Task Every_kind_of_value_comes_back_the_same(string method)
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var differing = await RubyProcess.RunAsync(Compare, server.Uri, method);

        Assert.Equal("123", differing);
    }

    [Fact]
    public async Task Every_kind_of_value_comes_back_with_its_encoding_from_a_server_that_keeps_everything()
    {
        var options = new RemoteServerOptions { Marshal = new MarshalOptions { Exact = true } };
        await using var server = await RemoteServer.StartAsync(null, new Echo(), options);

        var differing = await RubyProcess.RunAsync(
            """
            require 'values'
            texts = STRINGS + ['ascii'.encode('US-ASCII'), :sym.to_s]
            texts.each { |text| show(text) unless (back = front.echo(text)) == text && back.encoding == text.encoding }
            VALUES.each { |value| show(value) unless same?(value, front.echo(value)) }
            """,
            server.Uri);

        Assert.Equal("", differing);
    }

    [Fact]
    public async Task Random_nested_values_come_back_the_same()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var differing = await RubyProcess.RunAsync(
            """
            require 'values'
            random = Random.new(ARGV[1].to_i)
            1_000.times do
              value = random_value(random)
              show(value) unless same?(value, front.echo(value))
            end
            """,
            server.Uri,
            $"{seed}");

        Assert.Equal("", differing);
    }

    [Fact]
    public async Task Sharing_within_one_value_survives()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            list = [1]
            hash = { 'list' => list }
            show front.echo([list, hash, list, hash]).map { |part| part.is_a?(Hash) ? part['list'] : part }.map(&:object_id).uniq.size
            cycle = []
            cycle << cycle
            back = front.echo(cycle)
            show back[0].equal?(back)
            """,
            server.Uri);

        Assert.Equal("1\ntrue", output);
    }

    [Fact]
    public async Task Natural_types_arrive_as_their_dotnet_types()
    {
        var front = new TypeNames();
        await using var server = await RemoteServer.StartAsync(null, front);

        var output = await RubyProcess.RunAsync(
            """
            require 'set'
            [nil, true, 1, 2**70, 1.5, 'a', "\xff".b, "\xff", :a, [1], { 1 => 2 }, Set[1], 1..2, /a/, Time.at(0), Rational(1, 2), Complex(1, 2),
             String, Comparable, Struct.new(:a)].each do |value|
              name = front.name_of(value) rescue break
              puts name
            end
            """,
            server.Uri);

        Assert.Equal(
            """
            null
            Boolean
            Int64
            BigInteger
            Double
            String
            Byte[]
            RubyString
            RubySymbol
            Object[]
            RubyHash
            RubySet
            RubyRange
            RubyRegexp
            DateTimeOffset
            RubyRational
            RubyComplex
            RubyClass
            RubyModule
            RemoteObject
            """,
            output);
    }

    [RemoteContract]
    public interface ITypeNames
    {
        string NameOf(object? value);
    }

    private sealed class TypeNames : ITypeNames
    {
        public string NameOf(object? value) => value?.GetType().Name ?? "null";
    }
}
