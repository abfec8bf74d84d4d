using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Blocks;

/// <summary>Ruby passes a block, and the .NET server yields to it.</summary>
public sealed class RubyBlocksTests
{
    [Fact]
    public async Task Yielded_values_arrive_as_if_ruby_had_yielded_them()
    {
        await using var server = await RemoteServer.StartAsync(null, new Yielder());

        var output = await RubyProcess.RunAsync(
            """
            %w[nothing one two three nil empty nested array pair].each do |kind|
              front.yield_kind(kind) { |*args| puts "#{kind}: #{args.inspect}" }
            end
            front.yield_kind('pair') { |a, b| puts "spread: #{a.inspect} #{b.inspect}" }
            front.yield_kind('two') { |a, b, c| puts "missing: #{[a, b, c].inspect}" }
            front.yield_kind('two') { |a| puts "extra: #{a.inspect}" }
            class Many < Array; end
            front.yield_back(Many[1, 2]) { |*args| puts "subclass: #{args.inspect} #{args[0].class}" }
            front.yield_back([1, 2]) { |*args| puts "array: #{args.inspect}" }
            """,
            server.Uri);

        Assert.Equal(
            """
            nothing: []
            one: [1]
            two: [1, "two"]
            three: [1, "two", :three]
            nil: [nil]
            empty: [[]]
            nested: [[[]]]
            array: [[1, 2, 3]]
            pair: [["k", 1]]
            spread: "k" 1
            missing: [1, "two", nil]
            extra: 1
            subclass: [[1, 2]] Many
            array: [[1, 2]]
            """,
            output);
    }

    [Fact]
    public async Task The_value_of_a_block_and_of_next_goes_back()
    {
        await using var server = await RemoteServer.StartAsync(null, new Yielder());

        var output = await RubyProcess.RunAsync(
            """
            show(front.map_numbers(3) { |n| n * 10 })
            show(front.map_numbers(3) { |n| next(-1) if n == 1; n })
            show(front.map_numbers(2) { nil })
            show(front.map_numbers(0) { 1 })
            show(front.map_typed([1, 2]) { |n, text| "#{n}-#{text}" })
            """,
            server.Uri);

        Assert.Equal("[0, 10, 20]\n[0, -1, 2]\n[nil, nil]\n[]\n[\"1-n1\", \"2-n2\"]", output);
    }

    [Fact]
    public async Task Break_ends_the_method_with_its_value()
    {
        var yielder = new Yielder();
        await using var server = await RemoteServer.StartAsync(null, yielder);

        var output = await RubyProcess.RunAsync(
            """
            show(front.map_numbers(100) { |n| break [:stopped, n] if n == 2; n })
            show(front.map_typed([1, 2]) { |n, _| break n })
            show(front.map_numbers(100) { break })
            show(front.map_numbers(1) { |n| n })
            """,
            server.Uri);

        Assert.Equal("[:stopped, 2]\n1\nnil\n[0]", output);
        Assert.Equal(2, yielder.Cleanups);
    }

    [Fact]
    public async Task An_exception_in_the_block_goes_through_the_method_and_comes_back_as_itself()
    {
        var yielder = new Yielder();
        await using var server = await RemoteServer.StartAsync(null, yielder);

        var output = await RubyProcess.RunAsync(
            """
            class Custom < StandardError
              attr_reader :code
              def initialize(message, code)
                super(message)
                @code = code
              end
            end
            begin
              front.map_numbers(3) { |n| raise Custom.new('in the block', [n, :code]) if n == 1 }
            rescue Custom => e
              puts "#{e.class}: #{e.message} #{e.code}"
              show e.backtrace.any? { |line| line.include?('-e:9') }
            end
            puts raised { front.map_numbers(1) { raise ArgumentError, 'builtin' } }
            puts raised { front.map_numbers(1) { Integer('x') } }
            show front.map_safely { raise Custom.new('caught there', 1) }
            """,
            server.Uri);

        Assert.Equal(
            """
            Custom: in the block [1, :code]
            true
            ArgumentError: builtin
            ArgumentError: invalid value for Integer(): "x"
            "Custom: caught there"
            """,
            output);
        Assert.Equal(3, yielder.Cleanups);
    }

    [Fact]
    public async Task Blocks_call_back_in_depth()
    {
        await using var server = await RemoteServer.StartAsync(null, new Yielder());

        var output = await RubyProcess.RunAsync(
            """
            def deep(n) = n.zero? ? [:bottom] : front.map_numbers(1) { deep(n - 1) }
            show deep(8)
            show(front.map_numbers(2) { |a| front.map_numbers(2) { |b| [a, b] } })
            show(front.map_numbers(3) { |a| front.map_numbers(3) { |b| break b if b == a; -1 } })
            """,
            server.Uri);

        Assert.Equal(
            """
            [[[[[[[[[:bottom]]]]]]]]]
            [[[0, 0], [0, 1]], [[1, 0], [1, 1]]]
            [0, 1, 2]
            """,
            output);
    }

    [Fact]
    public async Task Lambdas_methods_and_procs_serve_as_blocks_and_as_arguments()
    {
        await using var server = await RemoteServer.StartAsync(null, new Yielder());

        var output = await RubyProcess.RunAsync(
            """
            show front.map_numbers(2, &->(n) { n + 1 })
            show front.map_numbers(2, &method(:Integer))
            show front.map_numbers(2, &:to_s)
            show(front.compose(5, ->(n) { n + 1 }) { |n| n * 7 })
            puts raised { front.map_numbers(2) }
            """,
            server.Uri);

        Assert.Equal("[1, 2]\n[0, 1]\n[\"0\", \"1\"]\n42\nArgumentError: Value cannot be null. (Parameter 'block')", output);
    }

    [RemoteContract]
    public interface IYielder
    {
        ValueTask YieldBackAsync(object? value, Func<object?, ValueTask> block);

        ValueTask<object?[]> MapNumbersAsync(int count, Func<int, ValueTask<object?>>? block);

        ValueTask<IReadOnlyList<string>> MapTypedAsync(IReadOnlyList<int> numbers, Func<int, string, ValueTask<string>> block);

        ValueTask<string> MapSafelyAsync(Func<ValueTask> block);

        ValueTask<int> ComposeAsync(int argument, Func<int, ValueTask<int>> first, Func<int, ValueTask<int>> block);
    }

    /// <summary>What has a signature goes through the contract, and what is yielded in ever other numbers through the untyped block.</summary>
    private sealed class Yielder : IYielder, IDynamicRemoteObject
    {
        private int _cleanups;

        public int Cleanups => Volatile.Read(ref _cleanups);

        public async ValueTask YieldBackAsync(object? value, Func<object?, ValueTask> block) => await block(value);

        public async ValueTask<object?[]> MapNumbersAsync(int count, Func<int, ValueTask<object?>>? block)
        {
            ArgumentNullException.ThrowIfNull(block);
            var results = new object?[count];
            var isComplete = false;
            try
            {
                for (var i = 0; i < count; i++)
                {
                    results[i] = await block(i);
                }

                isComplete = true;
                return results;
            }
            finally
            {
                Interlocked.Add(ref _cleanups, isComplete ? 0 : 1);
            }
        }

        public async ValueTask<IReadOnlyList<string>> MapTypedAsync(IReadOnlyList<int> numbers, Func<int, string, ValueTask<string>> block)
        {
            var results = new List<string>();
            foreach (var number in numbers)
            {
                results.Add(await block(number, $"n{number}"));
            }

            return results;
        }

        public async ValueTask<string> MapSafelyAsync(Func<ValueTask> block)
        {
            try
            {
                await block();
                return "nothing was raised";
            }
            catch (RemoteException error)
            {
                return $"{error.RemoteType}: {error.Message}";
            }
        }

        public async ValueTask<int> ComposeAsync(int argument, Func<int, ValueTask<int>> first, Func<int, ValueTask<int>> block) =>
            await block(await first(argument));

        public async ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) =>
            await block!.CallAsync<object?>(Kinds[(string)arguments[0]!], cancellationToken); // the script passes a block each time

        private static readonly Dictionary<string, object?[]> Kinds = new(StringComparer.Ordinal)
        {
            ["nothing"] = [],
            ["one"] = [1],
            ["two"] = [1, "two"],
            ["three"] = [1, "two", RubySymbol.Of("three")],
            ["nil"] = [null],
            ["empty"] = [Array.Empty<object?>()],
            ["nested"] = [new object?[] { Array.Empty<object?>() }],
            ["array"] = [new object?[] { 1, 2, 3 }],
            ["pair"] = [new object?[] { "k", 1 }],
        };
    }
}
