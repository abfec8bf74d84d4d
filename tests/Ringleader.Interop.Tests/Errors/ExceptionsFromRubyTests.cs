using Ringleader.Interop.Tests.Shared;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Errors;

/// <summary>What a Ruby method raises, as a .NET caller gets it.</summary>
public sealed class ExceptionsFromRubyTests
{
    private const string Server = """
        require 'shop'
        class Odd < StandardError
          attr_reader :code
          def initialize(code)
            super("odd #{code}")
            @code = code
          end
        end
        class Raiser
          def argument = raise(ArgumentError, 'bad argument')
          def bare = raise(ArgumentError)
          def own = raise(Odd.new([1, :two]))
          def registered = raise(Shop::OutOfStock.new('no more', 'pears'))
          def undumpable = raise(Odd.new(-> {}))
          def late = raise(Timeout::Error, 'too late')
          def caused
            begin
              raise 'inner'
            rescue
              raise IOError, 'outer'
            end
          end
          def inner = nil.upcase
          def key = {}.fetch(:a)
          def name = nothing_of_this_name
          def non_ascii = raise("nicht m\u00f6glich")
          def secret = 1
          private :secret
          def guarded = 1
          protected :guarded
          def reraise(message, &block)
            block.call
          rescue => e
            raise e.class, "#{message}: #{e.message}"
          end
          def exit_now = exit
        end
        serve Raiser.new
        """;

    [Theory]
    [InlineData("argument", "ArgumentError", "bad argument")]
    [InlineData("bare", "ArgumentError", "ArgumentError")]
    [InlineData("own", "Odd", "odd [1, :two]")]
    [InlineData("late", "Timeout::Error", "too late")]
    [InlineData("caused", "IOError", "outer")]
    [InlineData("key", "KeyError", "key not found: :a")]
    [InlineData("inner", "NoMethodError", "undefined method `upcase' for nil:NilClass")]
    [InlineData("non_ascii", "RuntimeError", "nicht möglich")]
    public async Task A_ruby_exception_keeps_its_class_text_and_backtrace(string method, string type, string message)
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var raiser = RemoteObject.Connect(ruby.Uri);

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await raiser.CallAsync(method));

        Assert.Equal((type, message), (error.RemoteType, error.Message));
        Assert.StartsWith($"({ruby.Uri}) -e:", error.RemoteBacktrace[0], StringComparison.Ordinal);
        Assert.Contains(error.RemoteBacktrace, line => line.EndsWith($"in `{method}'", StringComparison.Ordinal));
        Assert.Contains(ruby.Uri, error.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(A_ruby_exception_keeps_its_class_text_and_backtrace), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_exception_is_thrown_as_its_own_type()
    {
        await using var ruby = await RubyServer.StartAsync(Server);

        var error = await Assert.ThrowsAsync<OutOfStockException>(async () => await RemoteObject.Connect(ruby.Uri).CallAsync("registered"));

        Assert.Equal(("no more", "pears"), (error.Message, error.Item));
    }

    [Fact]
    public async Task An_exception_that_ruby_cannot_dump_is_a_remote_error()
    {
        await using var ruby = await RubyServer.StartAsync(Server);

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await RemoteObject.Connect(ruby.Uri).CallAsync("undumpable"));

        Assert.Equal("DRb::DRbRemoteError", error.RemoteType);
        Assert.EndsWith("(Odd)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing_here", "undefined method `nothing_here' for #<Raiser")]
    [InlineData("secret", "private method `secret' called for #<Raiser")]
    [InlineData("guarded", "protected method `guarded' called for #<Raiser")]
    [InlineData("puts", "private method `puts' called for #<Raiser")]
    public async Task A_method_that_ruby_does_not_offer_is_missing(string method, string text)
    {
        await using var ruby = await RubyServer.StartAsync(Server);

        var error = await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await RemoteObject.Connect(ruby.Uri).CallAsync(method));

        Assert.StartsWith(text, error.Message, StringComparison.Ordinal);
        Assert.Equal(method, error.Method);
    }

    [Fact]
    public async Task A_call_of_send_loses_its_connection_and_the_next_call_works()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var raiser = RemoteObject.Connect(ruby.Uri);

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await raiser.CallAsync("__send__", ["argument"]));

        Assert.Equal(RemotingPhase.Waiting, error.Phase);
        Assert.Contains("'__send__'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RemoteException>(async () => await raiser.CallAsync("argument"));
    }

    [Fact]
    public async Task A_ruby_exception_that_a_delegate_lets_pass_returns_to_ruby_as_itself()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var raiser = RemoteObject.Connect(ruby.Uri);

        var error = await Assert.ThrowsAsync<RemoteException>(async () =>
            await raiser.CallAsync("reraise", ["again"], new Func<Task>(async () => await raiser.CallAsync("key"))));

        Assert.Equal(("KeyError", "again: key not found: :a"), (error.RemoteType, error.Message));
    }
}
