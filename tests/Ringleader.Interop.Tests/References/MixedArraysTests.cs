using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.References;

/// <summary>A collection with a member that cannot be copied travels as one reference, and its members are called back.</summary>
public sealed class MixedArraysTests
{
    [Fact]
    public async Task Ruby_sends_ten_thousand_threads_as_one_reference()
    {
        await using var server = await RemoteServer.StartAsync(null, new Collector());

        var output = await RubyProcess.RunAsync(
            """
            threads = Array.new(10_240) { |i| Thread.new { i }.tap(&:join) }
            puts front.describe(threads)
            show front.item(threads, 7)
            show front.echo(threads).equal?(threads)
            """,
            server.Uri);

        Assert.Equal("RemoteObject of 10240\n7\ntrue", output);
    }

    [Fact]
    public async Task Ruby_sends_a_hash_with_a_lambda_as_one_reference()
    {
        await using var server = await RemoteServer.StartAsync(null, new Collector());

        var output = await RubyProcess.RunAsync(
            """
            hash = { 'double' => ->(n) { n * 2 }, 'size' => 1 }
            puts front.describe(hash)
            show front.echo(hash).equal?(hash)
            """,
            server.Uri);

        Assert.Equal("RemoteObject of 2\ntrue", output);
    }

    [Fact]
    public async Task A_dotnet_server_answers_with_a_mixed_array_that_ruby_reads_member_by_member()
    {
        await using var server = await RemoteServer.StartAsync(null, new Collector());

        var output = await RubyProcess.RunAsync(
            """
            list = front.mixed
            show list.class
            show [list.size, list.length, list.empty?, list[0], list[-1], list.first, list.last, list[9]]
            show list[1].call(20)
            show list.to_a.map(&:class)
            show list.to_ary.size
            seen = []
            list.each { |item| seen << item.class }
            show seen
            first, second = *list
            show [first, second.call(1)]
            puts raised { list << 1 }
            puts raised { list.clear }
            """,
            server.Uri);

        Assert.Equal(
            """
            DRb::DRbObject
            [3, 3, false, "text", [1, 2], "text", [1, 2], nil]
            21
            [String, DRb::DRbObject, Array]
            3
            [String, DRb::DRbObject, Array]
            ["text", 2]
            NoMethodError: undefined method `<<' for #<Array>
            NoMethodError: undefined method `clear' for #<Array>
            """,
            output);
    }

    [Fact]
    public async Task A_dotnet_server_answers_with_a_mixed_dictionary()
    {
        await using var server = await RemoteServer.StartAsync(null, new Collector());

        var output = await RubyProcess.RunAsync(
            """
            hash = front.mixed_hash
            show [hash.size, hash.keys, hash['plain'], hash.key?('none'), hash['none'], hash.empty?]
            show hash['increment'].call(41)
            show hash.values.map(&:class)
            pairs = []
            hash.each { |key, value| pairs << [key, value.class] }
            show pairs
            """,
            server.Uri);

        Assert.Equal(
            """
            [2, ["increment", "plain"], 1, false, nil, false]
            42
            [DRb::DRbObject, Integer]
            [["increment", DRb::DRbObject], ["plain", Integer]]
            """,
            output);
    }

    [Fact]
    public async Task A_dotnet_client_sends_a_mixed_array_that_ruby_reads_member_by_member()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Reader
              def read(list) = [list.class.name, list.size, list[0], list[1].call(5), list.to_a.size]
              def each(list)
                sum = 0
                list.each { |item| sum += item.is_a?(Integer) ? item : item.call(1) }
                sum
              end
              def echo(list) = list
              def to_ary = [1, Thread.new { 5 }.tap(&:join)]
              def threads = @threads ||= Array.new(10_240) { |i| Thread.new { i }.tap(&:join) }
            end
            serve Reader.new
            """);
        var reader = RemoteObject.Connect(ruby.Uri);
        Func<int, int> function = number => number * 3;
        object?[] list = [1, function, 100];

        Assert.Equal(["DRb::DRbObject", 3L, 1L, 15L, 3L], await reader.CallAsync<object?[]>("read", [list]));
        Assert.Equal(104, await reader.CallAsync<int>("each", [list]));
        Assert.Same(list, await reader.CallAsync("echo", [list]));

        var members = await reader.CallAsync<object?[]>("to_ary");
        Assert.Equal(1L, members[0]);
        Assert.Equal(5, await Assert.IsType<RemoteObject>(members[1]).CallAsync<int>("value"));

        var threads = await reader.CallAsync<RemoteObject>("threads");
        Assert.Equal(10_240, await threads.CallAsync<int>("size"));
        var third = await threads.CallAsync<RemoteObject>("[]", [3]);
        Assert.Equal(3, await third.CallAsync<int>("value"));
    }

    [RemoteContract]
    public interface ICollector
    {
        ValueTask<string> DescribeAsync(object? value);

        ValueTask<object?> ItemAsync(object? list, int index);

        object? Echo(object? value);

        object?[] Mixed();

        Dictionary<string, object?> MixedHash();
    }

    private sealed class Collector : ICollector
    {
        private static readonly Func<int, int> Increment = number => number + 1;

        public async ValueTask<string> DescribeAsync(object? value) => value is RemoteObject remote
            ? $"{nameof(RemoteObject)} of {await remote.CallAsync<int>("size")}"
            : $"{value?.GetType().Name}";

        public async ValueTask<object?> ItemAsync(object? list, int index)
        {
            var item = await ((RemoteObject)list!).CallAsync<RemoteObject>("[]", [index]); // the scripts send references
            return await item.CallAsync("value");
        }

        public object? Echo(object? value) => value;

        public object?[] Mixed() => ["text", Increment, new object?[] { 1, 2 }];

        public Dictionary<string, object?> MixedHash() => new(StringComparer.Ordinal) { ["increment"] = Increment, ["plain"] = 1 };
    }
}
