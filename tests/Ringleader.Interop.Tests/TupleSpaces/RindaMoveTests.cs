using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Ruby's safe take: the tuple is pushed to a port before it leaves.</summary>
public sealed class RindaMoveTests
{
    [Fact]
    public async Task A_tuple_that_its_port_refuses_stays()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            class Refusing
              include DRbUndumped
              def push(_tuple) = raise('port closed')
            end
            space.write([:job, 1])
            show(raised { space.move(DRbObject.new(Refusing.new), [:job, nil]) })
            show(raised { space.move(Object.new.extend(DRbUndumped), [:job, nil]) }.split(':').first)
            show(space.read_all([:job, nil]))
            """);

        Assert.Equal("\"RuntimeError: port closed\"\n\"NoMethodError\"\n[[:job, 1]]", output);
    }

    [Fact]
    public async Task A_slow_or_dead_port_holds_up_nobody_and_its_tuple_comes_back()
    {
        await using var server = await TupleSpaceServer.StartAsync(
            options: new TupleSpaceServerOptions { CallbackTimeout = TimeSpan.FromMilliseconds(500) });
        var output = await RubyOnDotnet.RunAsync(
            server,
            """
            listen
            class Slow
              include DRbUndumped
              attr_reader :pushed
              def initialize = @pushed = Queue.new
              def push(tuple) = (@pushed << tuple; sleep 3)
            end
            slow = Slow.new
            space.write([:job, 1])
            moving = background { space.move(DRbObject.new(slow), [:job, nil]) }
            slow.pushed.pop
            show(seconds { space.write([:other, 1]); space.take([:other, 1]); raised { space.take([:job, nil], 0) } } < 0.4)
            show(moving.value)
            show(raised { space.move(DRbObject.new_with('druby://127.0.0.1:1', 42), [:job, nil]) }.split(':').first(3).join(':'))
            show(space.read_all([:job, nil]))
            """);

        Assert.Equal("true\nTimeout::Error\n\"DRb::DRbConnError\"\n[[:job, 1]]", output);
    }

    [Fact]
    public async Task A_taker_that_dies_in_push_leaves_the_tuple()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await server.Space.WriteAsync(["job", 1]);
        await using (var ruby = RubyProcess.Start(
            """
            require 'space'
            class Rinda::TupleSpaceProxy::Port
              def push(_tuple)
                puts 'pushed'
                sleep
              end
            end
            listen
            proxy.take(['job', nil])
            """,
            server.Uri))
        {
            Assert.Equal("pushed", await ruby.ReadLineAsync());
            Assert.Equal(0, await server.Space.CountAsync(["job", null]));
            await ruby.KillAsync();
        }

        Assert.NotNull(await server.Space.TryReadAsync(["job", 1], TimeSpan.FromSeconds(30)));
    }
}
