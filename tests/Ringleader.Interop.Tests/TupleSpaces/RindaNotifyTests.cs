using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Ruby watches by notify.</summary>
public sealed class RindaNotifyTests
{
    [Fact]
    public async Task Notifiers_pop_the_events_that_they_asked_for()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            all = space.notify(nil, [:e, nil])
            writes = space.notify('write', [:e, Integer])
            takes = proxy.notify('take', [:e, nil])
            either = space.notify(/write|delete/, [:e, nil])
            space.write([:e, 1])
            space.write([:e, 'x'])
            space.write([:other, 1])
            space.read([:e, 1])
            space.take([:e, 1])
            space.take([:e, 'x'])
            space.write([:e, 2], true)
            show(Array.new(6) { all.pop })
            show(Array.new(2) { writes.pop })
            show(Array.new(2) { takes.pop })
            show(Array.new(4) { either.pop })
            show([all.alive?, all.canceled?, all.value])
            """);

        Assert.Equal(
            """
            [["write", [:e, 1]], ["write", [:e, "x"]], ["take", [:e, 1]], ["take", [:e, "x"]], ["write", [:e, 2]], ["delete", [:e, 2]]]
            [["write", [:e, 1]], ["write", [:e, 2]]]
            [["take", [:e, 1]], ["take", [:e, "x"]]]
            [["write", [:e, 1]], ["write", [:e, "x"]], ["write", [:e, 2]], ["delete", [:e, 2]]]
            [true, false, [nil, [:e, nil]]]
            """,
            output);
    }

    [Fact]
    public async Task A_notifier_closes_when_its_time_is_over_and_then_raises()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            notifier = space.notify('write', [:e], 0.1)
            space.write([:e])
            show(notifier.pop)
            show(notifier.pop)
            show(begin; notifier.pop; rescue Rinda::RequestExpiredError => e; e.class; end)
            show([notifier.alive?, notifier.expired?])
            """);

        Assert.Equal("[\"write\", [:e]]\n[\"close\"]\nRinda::RequestExpiredError\n[false, true]", output);
    }

    [Fact]
    public async Task Each_yields_until_the_notifier_is_cancelled()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            notifier = space.notify(nil, [:e, nil])
            3.times { |i| space.write([:e, i]) }
            notifier.each do |event, tuple|
              show([event, tuple])
              notifier.cancel if tuple && tuple.last == 2
            end
            show([notifier.canceled?, notifier.alive?])
            """);

        Assert.Equal(
            """
            ["write", [:e, 0]]
            ["write", [:e, 1]]
            ["write", [:e, 2]]
            ["close", nil]
            [true, false]
            """,
            output);
    }

    [Fact]
    public async Task Cancelling_ends_a_pop_that_waits()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            notifier = space.notify('write', [:e])
            waiting = background { notifier.pop }
            sleep 0.2
            notifier.cancel
            show(waiting.value)
            """);

        Assert.Equal("[\"close\"]", output);
    }

    [Fact]
    public async Task A_notifier_that_is_not_read_is_told_what_it_lost()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            notifier = space.notify('write', [:e, nil])
            6.times { |i| space.write([:e, i]) }
            show(Array.new(4) { notifier.pop })
            """,
            new TupleSpaceServerOptions { Space = new TupleSpaceOptions { WatchCapacity = 3 } });

        Assert.Equal("[[\"write\", [:e, 0]], [\"write\", [:e, 1]], [\"write\", [:e, 2]], [\"lost\", [3]]]", output);
    }

    [Fact]
    public async Task Stopping_the_server_does_not_wait_for_pops_and_takes_that_wait()
    {
        var server = await TupleSpaceServer.StartAsync();
        await using var ruby = RubyProcess.Start(
            """
            require 'space'
            notifier = space.notify('write', [:e])
            threads = [background { notifier.pop }, background { space.take([:never]) }, background { space.read([:never]) }]
            sleep 0.3
            puts 'waiting'
            show(threads.map(&:value))
            """,
            server.Uri);
        Assert.Equal("waiting", await ruby.ReadLineAsync());

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("[[\"close\"], Rinda::RequestCanceledError, Rinda::RequestCanceledError]", await ruby.ReadLineAsync());
    }
}
