using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Tuples come back as they were written: a space is a broker that knows none of its users' classes.</summary>
public sealed class ExactValuesTests
{
    [Fact]
    public async Task Every_value_comes_back_byte_for_byte()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            require 'values'
            wrong = VALUES.each_with_index.reject do |value, i|
              space.write(['v', i, value])
              back = [space.read(['v', i, nil]), space.take(['v', i, nil])]
              # Ruby itself adds to an exception when it loads one.
              loaded = value.is_a?(Exception) ? Marshal.load(Marshal.dump(value)) : value
              back.all? { |tuple| Marshal.dump(tuple[2]) == Marshal.dump(loaded) }
            end
            wrong.each { |value, i| puts "#{i}: #{value.inspect[0, 100]}" }
            show([VALUES.size > 100, space.read_all(['v', nil, nil])])
            """);

        Assert.Equal("[true, []]", output);
    }

    [Fact]
    public async Task Random_nested_values_come_back_byte_for_byte()
    {
        const int seed = 20_261_121;

        var output = await RubyOnDotnet.RunAsync(
            $$"""
            require 'values'
            random = Random.new({{seed}})
            200.times do |i|
              tuple = ['v', i, random_value(random)]
              proxy.write(tuple)
              back = proxy.take(['v', i, nil])
              puts "seed {{seed}}, #{i}: #{tuple.inspect} came back as #{back.inspect}" unless Marshal.dump(back) == Marshal.dump(tuple)
            end
            """);

        Assert.Equal("", output);
    }

    [Fact]
    public async Task Keys_that_are_equal_values_find_what_any_client_wrote()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await space.WriteAsync(["job", 42, "grüße", 1.5]);
        await server.Space.WriteAsync(["job", 43, "local", null]);

        var output = await RubyOnDotnet.RunAsync(
            server,
            """
            show(space.take(['job', 42, "grüße", 1.5]))
            show(space.take(['job', nil, 'local', nil]))
            space.write(['from ruby', "grüße", :symbol])
            """);
        var taken = await space.TakeAndCommitAsync(["from ruby", "grüße", null]);

        Assert.Equal("[\"job\", 42, \"grüße\", 1.5]\n[\"job\", 43, \"local\", nil]", output);
        Assert.Equal("symbol", taken.Get<string>(2));
    }
}
