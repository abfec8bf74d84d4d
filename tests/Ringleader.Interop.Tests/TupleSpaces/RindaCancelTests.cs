using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Ruby's waiting calls are cancelled, or their callers leave.</summary>
public sealed class RindaCancelTests
{
    [Fact]
    public async Task The_block_is_given_the_waiting_template_to_cancel()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            %i[take read].each do |method|
              show(begin; space.method_missing(method, [:never, Integer], nil) { |entry| entry.cancel }; rescue Rinda::RequestCanceledError => e; e.class; end)
            end
            given = Queue.new
            waiting = background { space.take([:never, 1]) { |entry| given << entry } }
            entry = given.pop
            show([entry.alive?, entry.canceled?, entry.expired?, entry.expires, entry.value, entry.size, entry[0]])
            sleep 0.1
            entry.cancel
            show(waiting.value)
            show(begin; proxy.take([:never]) { |t| t.cancel }; rescue Rinda::RequestCanceledError => e; e.class; end)
            """);

        Assert.Equal(
            """
            Rinda::RequestCanceledError
            Rinda::RequestCanceledError
            [true, false, false, nil, [:never, 1], 2, :never]
            Rinda::RequestCanceledError
            Rinda::RequestCanceledError
            """,
            output);
    }

    [Fact]
    public async Task Break_in_the_block_ends_the_call_and_a_renewed_wait_goes_on()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            show(space.take([:never]) { |_entry| break :left })
            show(begin; space.take([:never], 60) { |entry| entry.renew(0.05) }; rescue Rinda::RequestExpiredError => e; e.class; end)
            """);

        Assert.Equal(":left\nRinda::RequestExpiredError", output);
    }

    [Fact]
    public async Task A_caller_that_is_killed_while_it_waits_takes_nothing()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using (var ruby = RubyProcess.Start(
            """
            require 'space'
            background { space.take([:job, nil]) }
            background { proxy.take([:job, nil]) }
            background { space.take([:job, nil]) { |entry| } }
            sleep 0.3
            puts 'waiting'
            sleep
            """,
            server.Uri))
        {
            Assert.Equal("waiting", await ruby.ReadLineAsync());
            await ruby.KillAsync();
        }

        for (var i = 0; i < 10; i++)
        {
            await server.Space.WriteAsync(["marker", i]);
            await server.Space.WriteAsync([Ringleader.Remoting.Marshal.RubySymbol.Of("job"), i]);
        }

        await Eventually.IsTrueAsync(async () => await server.Space.CountAsync([Ringleader.Remoting.Marshal.RubySymbol.Of("job"), null]) == 10);
    }
}
