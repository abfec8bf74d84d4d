using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Calls;

/// <summary>Fronts that answer names which nobody declared: <c>method_missing</c>, on either side.</summary>
public sealed class DynamicFrontTests
{
    [Fact]
    public async Task Ruby_calls_any_name_of_a_dynamic_front()
    {
        await using var server = await RemoteServer.StartAsync(null, new Recorder());

        var output = await RubyProcess.RunAsync(
            """
            show front.anything(1, 'a', k: 2)
            show front.ready?
            show(front.yielding { |value| value * 2 })
            show send_raw(front, :instance_eval, '1')
            puts raised { front.nothing_here }
            show front.respond_to?(:anything)
            """,
            server.Uri);

        Assert.Equal(
            """
            "anything(Int64, String, RubyHash)"
            "ready?()"
            42
            "instance_eval(String)"
            NoMethodError: undefined method `nothing_here' for #<Object>
            false
            """,
            output);
    }

    [Fact]
    public async Task A_contract_of_a_dynamic_front_goes_before_its_other_names()
    {
        await using var server = await RemoteServer.StartAsync(null, new EchoingRecorder());

        var output = await RubyProcess.RunAsync("show [front.echo(1), front.other(1)]", server.Uri);

        Assert.Equal("[1, \"other\"]", output);
    }

    [Fact]
    public async Task Dotnet_calls_a_ruby_front_with_method_missing()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Anything
              def method_missing(name, *args, **options, &block)
                return super if name == :nothing_here
                [name, args, options, block && block.call(20)]
              end
              def respond_to_missing?(*) = true
            end
            serve Anything.new
            """);
        dynamic front = RemoteObject.Connect(ruby.Uri);

        object?[] answer = await front.whatever(1, key: 2);
        object?[] yielded = await front.with_block(new Func<int, int>(value => value + 1));

        Assert.Equal("whatever", answer[0]!.ToString());
        Assert.Equal([1L], Assert.IsType<object?[]>(answer[1]));
        Assert.Equal(21L, yielded[3]);
        await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await front.nothing_here());
    }

    private sealed class Recorder : IDynamicRemoteObject
    {
        public async ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
        {
            if (string.Equals(method, "nothing_here", StringComparison.Ordinal))
            {
                throw new MissingMethodException();
            }

            return block is null
                ? $"{method}({string.Join(", ", arguments.Select(argument => argument?.GetType().Name))})"
                : await block.CallAsync<int>([21], cancellationToken);
        }
    }

    private sealed class EchoingRecorder : IEcho, IDynamicRemoteObject
    {
        public object? Echo(object? value) => value;

        public ValueTask<object?> EchoLaterAsync(object? value) => new(value);

        public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) => new(method);
    }
}
