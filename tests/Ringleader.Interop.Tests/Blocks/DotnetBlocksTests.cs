using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Blocks;

/// <summary>.NET passes a delegate as the block, and the Ruby server yields to it.</summary>
public sealed class DotnetBlocksTests
{
    private const string Server = """
        class Yielder
          attr_reader :cleaned

          def nothing = yield
          def one = yield(1)
          def two = yield(1, 'two')
          def array = yield([1, 2])
          def empty = yield([])
          def nested = yield([[]])
          def map(*items) = items.map { |item| yield item }
          alias map_later map
          alias one_later one
          def block? = block_given?
          def kept(&block) = @kept = block
          def call_kept(*args) = @kept.call(*args)
          def argument(callable, value) = callable.call(value)
          def old(callable, *values) = callable.method_missing(:__drb_yield, *values)
          def ways(&block) = [block.call(1), block.yield(2), block[3], block === 4]

          def with_ensure
            yield 1
          ensure
            @cleaned = true
          end

          def rescuing
            yield
          rescue => e
            "#{e.class}: #{e.message}"
          end
        end
        serve Yielder.new
        """;

    [Fact]
    public async Task A_delegate_gets_what_ruby_yields()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);
        Func<object?[], object?> all = arguments => arguments;

        Assert.Equal([], await yielder.CallAsync<object?[]>("nothing", block: all));
        Assert.Equal([1L], await yielder.CallAsync<object?[]>("one", block: all));
        Assert.Equal([1L, "two"], await yielder.CallAsync<object?[]>("two", block: all));
        Assert.Equal([new object?[] { 1L, 2L }], await yielder.CallAsync<object?[]>("array", block: all));
        Assert.Equal([Array.Empty<object?>()], await yielder.CallAsync<object?[]>("empty", block: all));
        Assert.Equal([new object?[] { Array.Empty<object?>() }], await yielder.CallAsync<object?[]>("nested", block: all));
    }

    [Fact]
    public async Task A_delegate_takes_arguments_as_leniently_as_a_proc()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);

        Assert.Equal("1,2", await yielder.CallAsync<string>("array", block: (int a, int b) => $"{a},{b}"));
        Assert.Equal("1,two,", await yielder.CallAsync<string>("two", block: (int a, string b, object? c) => $"{a},{b},{c}"));
        Assert.Equal("1", await yielder.CallAsync<string>("two", block: (int a) => $"{a}"));
        Assert.Equal("none", await yielder.CallAsync<string>("two", block: () => "none"));
    }

    [Fact]
    public async Task Typed_delegates_of_every_kind_are_yielded_to()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect<IYielder>(ruby.Uri);
        var seen = new List<int>();

        Assert.Equal([2, 4], await yielder.MapAsync(number => number * 2, default, 1, 2));
        Assert.Equal([3, 5], await yielder.MapLaterAsync(async number => { await Task.Yield(); return (number * 2) + 1; }, default, 1, 2));
        await yielder.OneAsync(seen.Add);
        await yielder.OneLaterAsync(async number => { await Task.Yield(); seen.Add(number + 10); });

        Assert.Equal([1, 11], seen);
    }

    [Fact]
    public async Task Ruby_sees_whether_there_is_a_block()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);

        Assert.False(await yielder.CallAsync<bool>("block?"));
        Assert.True(await yielder.CallAsync<bool>("block?", block: () => { }));
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await yielder.CallAsync("one"));
        Assert.Equal(("LocalJumpError", "no block given (yield)"), (error.RemoteType, error.Message));
    }

    [Fact]
    public async Task A_break_ends_the_ruby_method_with_its_value_after_its_ensure()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);

        var result = await yielder.CallAsync<string>("with_ensure", block: new Action<int>(_ => throw new BlockBreakException("stopped")));

        Assert.Equal("stopped", result);
        Assert.True(await yielder.CallAsync<bool>("cleaned"));
        Assert.Equal(2, await yielder.CallAsync<int>("map", [1, 2, 3], new Func<int, int>(number => number == 2 ? throw new BlockBreakException(2) : number)));
    }

    [Fact]
    public async Task An_exception_of_a_delegate_goes_through_ruby_and_comes_back()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);

        var builtIn = await Assert.ThrowsAsync<RemoteException>(async () =>
            await yielder.CallAsync("one", block: new Action<int>(_ => throw new ArgumentException("not that"))));
        var unknown = await Assert.ThrowsAsync<RemoteException>(async () =>
            await yielder.CallAsync("one", block: new Action<int>(_ => throw new StrangeException("odd"))));
        var registered = await Assert.ThrowsAsync<Shared.OutOfStockException>(async () =>
            await yielder.CallAsync("one", block: new Action<int>(_ => throw new Shared.OutOfStockException("sold", "pears"))));
        var rescued = await yielder.CallAsync<string>("rescuing", block: new Action(() => throw new TimeoutException("too late")));

        Assert.Equal(("ArgumentError", "not that"), (builtIn.RemoteType, builtIn.Message));
        Assert.Equal("DRb::DRbRemoteError", unknown.RemoteType);
        Assert.Contains("odd", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("pears", registered.Item);
        Assert.Equal("Timeout::Error: too late", rescued);
    }

    [Fact]
    public async Task A_delegate_that_was_passed_as_the_block_ends_with_the_call()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);
        Func<int, int> function = number => number + 100;

        Assert.Equal(105, await yielder.CallAsync<int>("argument", [function, 5]));
        Assert.Equal([101, 102, 103, 104], await yielder.CallAsync<List<int>>("ways", block: function));
        Assert.Equal(107, await yielder.CallAsync<int>("old", [function, 7]));
        await yielder.CallAsync("kept", block: function);
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await yielder.CallAsync("call_kept", [1]));
        Assert.Equal("RangeError", error.RemoteType);
    }

    [Fact]
    public async Task A_delegate_calls_the_server_that_yields_to_it()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var yielder = RemoteObject.Connect(ruby.Uri);

        var result = await yielder.CallAsync<int[][]>(
            "map",
            [1, 2],
            new Func<int, Task<int[]>>(async outer => await yielder.CallAsync<int[]>("map", [10, 20], new Func<int, int>(inner => outer + inner))));

        Assert.Equal([[11, 21], [12, 22]], result);
    }

    [RemoteContract]
    public interface IYielder
    {
        ValueTask<IReadOnlyList<int>> MapAsync(Func<int, int> block, CancellationToken cancellationToken = default, params int[] items);

        ValueTask<IReadOnlyList<int>> MapLaterAsync(Func<int, Task<int>> block, CancellationToken cancellationToken = default, params int[] items);

        ValueTask OneAsync(Action<int> block);

        ValueTask OneLaterAsync(Func<int, Task> block);
    }

    private sealed class StrangeException(string message) : Exception(message);
}
