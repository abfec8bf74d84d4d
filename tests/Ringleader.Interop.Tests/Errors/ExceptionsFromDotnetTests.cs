using Ringleader.Interop.Tests.Shared;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Errors;

/// <summary>What a .NET method throws, as a Ruby caller gets it.</summary>
public sealed class ExceptionsFromDotnetTests
{
    [Fact]
    public async Task Framework_exceptions_are_their_ruby_counterparts()
    {
        await using var server = await RemoteServer.StartAsync(null, new Thrower());

        var output = await RubyProcess.RunAsync(
            """
            %w[argument key division io unsupported timeout state named].each do |kind|
              puts raised { front.throw_now(kind) }
              puts raised { front.throw_later(kind) }
            end
            """,
            server.Uri);

        string[] expected =
        [
            "ArgumentError: bad argument", "KeyError: no key", "ZeroDivisionError: by zero", "IOError: disk full",
            "NotImplementedError: not here", "Timeout::Error: too late", "RuntimeError: not now", "FloatDomainError: chosen",
        ];
        Assert.Equal(expected.SelectMany(line => new[] { line, line }), output.Split('\n'));
    }

    [Fact]
    public async Task A_registered_exception_is_its_ruby_class_with_its_members()
    {
        await using var server = await RemoteServer.StartAsync(null, new Thrower());

        var output = await RubyProcess.RunAsync(
            """
            require 'shop'
            begin
              front.throw_now('registered')
            rescue Shop::OutOfStock => e
              show [e.class, e.message, e.item]
            end
            """,
            server.Uri);

        Assert.Equal("[Shop::OutOfStock, \"no more\", \"pears\"]", output);
    }

    [Fact]
    public async Task A_registered_exception_that_ruby_does_not_know_is_an_unknown_error()
    {
        await using var server = await RemoteServer.StartAsync(null, new Thrower());

        var output = await RubyProcess.RunAsync(
            """
            begin
              front.throw_now('registered')
            rescue DRb::DRbUnknownError => e
              show e.unknown.name
            end
            """,
            server.Uri);

        Assert.Equal("\"Shop::\"", output);
    }

    [Fact]
    public async Task Any_other_exception_is_a_remote_error_with_its_type_as_the_reason()
    {
        await using var server = await RemoteServer.StartAsync(null, new Thrower());

        var output = await RubyProcess.RunAsync(
            """
            begin
              front.throw_now('private')
            rescue DRb::DRbRemoteError => e
              puts e.message[/\A.{7}/], e.reason
              show e.backtrace.any? { |line| line.start_with?("(#{ARGV[0]})") && line.include?('ThrowNow') }
              show e.backtrace.last.include?('-e:2')
            end
            """,
            server.Uri);

        var type = typeof(PrivateException).FullName;
        Assert.Equal($"strange\n{type}\ntrue\ntrue", output);
    }

    [Fact]
    public async Task A_registered_exception_with_a_member_that_cannot_be_copied_is_a_remote_error()
    {
        await using var server = await RemoteServer.StartAsync(null, new Thrower());

        var output = await RubyProcess.RunAsync(
            """
            begin
              front.throw_now('undumpable')
            rescue DRb::DRbRemoteError => e
              puts e.message, e.reason
            end
            """,
            server.Uri);

        var type = typeof(UndumpableException).FullName;
        Assert.Equal($"stays here ({type})\n{type}", output);
    }

    [Fact]
    public async Task A_backtrace_stays_here_when_the_server_says_so()
    {
        await using var server = await RemoteServer.StartAsync(null, new Thrower(), new RemoteServerOptions { Backtraces = BacktraceDetail.None });

        var output = await RubyProcess.RunAsync(
            """
            require 'shop'
            %w[argument registered private].each do |kind|
              front.throw_now(kind)
            rescue StandardError => e
              show [e.class, e.backtrace.any? { |line| line.include?('ThrowNow') }]
            end
            """,
            server.Uri);

        Assert.Equal("[ArgumentError, false]\n[Shop::OutOfStock, false]\n[DRb::DRbRemoteError, false]", output);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_a_timeout_error_and_its_token_ends()
    {
        var thrower = new Thrower();
        await using var server = await RemoteServer.StartAsync(null, thrower, new RemoteServerOptions { CallTimeout = TimeSpan.FromMilliseconds(200) });

        var output = await RubyProcess.RunAsync(
            """
            puts raised { front.wait }
            show front.echo(1)
            """,
            server.Uri);

        Assert.Equal("Timeout::Error: the call took longer than 0.2 s, the most this server allows\n1", output);
        await thrower.Cancelled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [RemoteContract]
    public interface IThrower
    {
        void ThrowNow(string kind);

        ValueTask ThrowLaterAsync(string kind);

        ValueTask WaitAsync(CancellationToken cancellationToken);

        int Echo(int value);
    }

    private sealed class Thrower : IThrower
    {
        private readonly TaskCompletionSource _cancelled = new();

        public Task Cancelled => _cancelled.Task;

        public void ThrowNow(string kind) => throw Make(kind);

        public async ValueTask ThrowLaterAsync(string kind)
        {
            await Task.Yield();
            throw Make(kind);
        }

        public async ValueTask WaitAsync(CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.Register(_cancelled.SetResult);
            await _cancelled.Task;
        }

        public int Echo(int value) => value;

        private static Exception Make(string kind) => kind switch
        {
            "argument" => new ArgumentException("bad argument"),
            "key" => new KeyNotFoundException("no key"),
            "division" => new DivideByZeroException("by zero"),
            "io" => new IOException("disk full"),
            "unsupported" => new NotSupportedException("not here"),
            "timeout" => new TimeoutException("too late"),
            "state" => new InvalidOperationException("not now"),
            "named" => new RemoteException("FloatDomainError", "chosen"),
            "undumpable" => new UndumpableException("stays here", new Echo()),
            "registered" => new OutOfStockException("no more", "pears"),
            _ => new PrivateException("strange"),
        };
    }

    private sealed class PrivateException(string message) : Exception(message);
}
