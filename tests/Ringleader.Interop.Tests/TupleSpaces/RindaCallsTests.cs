using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Ruby writes, reads and takes, by the proxy and by the plain reference.</summary>
public sealed class RindaCallsTests
{
    [Fact]
    public async Task The_proxy_writes_reads_and_takes()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            proxy.write([:task, 1, 'p'])
            proxy.write([:task, 2, 'q'])
            show(proxy.read([:task, 1, nil]))
            show(proxy.read_all([:task, Integer, nil]))
            show(proxy.take([:task, 2, nil]))
            show(proxy.take([:task, nil, nil]))
            show(proxy.read_all([nil, nil, nil]))
            """);

        Assert.Equal("[:task, 1, \"p\"]\n[[:task, 1, \"p\"], [:task, 2, \"q\"]]\n[:task, 2, \"q\"]\n[:task, 1, \"p\"]\n[]", output);
    }

    [Fact]
    public async Task The_plain_reference_does_the_same_and_move_without_a_port_takes()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            space.write([:task, 1])
            space.write([:task, 2])
            space.write([:task, 3])
            show(space.read([:task, nil]))
            show(space.take([:task, nil]))
            show(space.move(nil, [:task, nil]))
            show(space.read_all([:task, nil]))
            """);

        Assert.Equal("[:task, 1]\n[:task, 1]\n[:task, 2]\n[[:task, 3]]", output);
    }

    [Fact]
    public async Task Templates_match_by_equality_class_range_pattern_and_reference()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            object = Object.new.extend(DRbUndumped)
            space.write(['n', 5])
            space.write(['f', 5.0])
            space.write(['t', 'hello'])
            space.write(['s', :hello])
            space.write(['r', DRbObject.new(object)])
            show(space.read_all([nil, 5]))
            show(space.read_all([nil, Integer]))
            show(space.read_all([nil, 1..9]))
            show(space.read_all([nil, /^hel/]))
            show(space.read_all([String, Symbol]))
            show(space.read_all([nil, Rinda::DRbObjectTemplate.new(DRb.uri)]).map(&:first))
            show(space.read_all([nil, DRbObject.new(object)]).map(&:first))
            show(space.read_all([nil, nil, nil]))
            """);

        Assert.Equal(
            """
            [["n", 5], ["f", 5.0]]
            [["n", 5]]
            [["n", 5], ["f", 5.0]]
            [["t", "hello"], ["s", :hello]]
            [["s", :hello]]
            ["r"]
            ["r"]
            []
            """,
            output);
    }

    [Fact]
    public async Task Hash_tuples_match_by_their_keys_and_keep_their_order()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            space.write({ 'name' => 'x', 'age' => 3 })
            show(space.read({ 'age' => Integer, 'name' => nil }))
            show(space.read_all({ 'name' => nil }))
            show(space.take({ 'name' => 'x', 'age' => nil }))
            show(raised { space.write({ name: 'x' }) }.split(':').first(3).join(':'))
            show(raised { space.take({ 1 => nil }, 0) }.split(':').first(3).join(':'))
            space.write([:still, :there])
            show(space.take([:still, nil]))
            """);

        Assert.Equal(
            """
            {"name"=>"x", "age"=>3}
            []
            {"name"=>"x", "age"=>3}
            "Rinda::InvalidHashTupleKey"
            "Rinda::InvalidHashTupleKey"
            [:still, :there]
            """,
            output);
    }

    [Fact]
    public async Task An_array_that_cannot_be_copied_is_copied_field_by_field()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            class Service
              include DRbUndumped
              def greet = 'hello'
            end
            service = Service.new
            space.write([:name, :Service, service, 'here'])
            space.write({ 'service' => service, 'name' => 'x' })
            show(space.read([:name, :Service, nil, String]).then { |tuple| [tuple.class, tuple[2].greet] })
            show(space.take({ 'name' => 'x', 'service' => nil }).then { |tuple| [tuple.class, tuple['service'].greet] })
            """);

        Assert.Equal("[Array, \"hello\"]\n[Hash, \"hello\"]", output);
    }

    [Fact]
    public async Task A_proc_in_a_template_is_compared_and_never_called()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            called = false
            space.write([:n, 1])
            show(space.read_all([:n, proc { called = true }]))
            show(called)
            """);

        Assert.Equal("[]\nfalse", output);
    }

    [Theory]
    [InlineData(TupleOrder.AsRinda, "[2, 1, 0]", "[0, 1, 2]", "[0, 1, 2]")]
    [InlineData(TupleOrder.FirstInFirstOut, "[0, 1, 2]", "[0, 1, 2]", "[0, 1, 2]")]
    public async Task Symbol_heads_are_taken_newest_first_only_where_the_order_is_rindas(TupleOrder order, string symbols, string texts, string all)
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            3.times { |i| space.write([:s, i]); space.write(['t', i]) }
            show(space.read_all([:s, nil]).map(&:last))
            show(Array.new(3) { space.take([:s, nil]).last })
            show(Array.new(3) { space.take(['t', nil]).last })
            """,
            new TupleSpaceServerOptions { Space = new TupleSpaceOptions { Order = order } });

        Assert.Equal($"{all}\n{symbols}\n{texts}", output);
    }
}
