using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Objects;

public sealed class ExceptionTests : IAsyncLifetime
{
    private readonly RemotingClient _client = new();
    private readonly ThrowingFront _front = new();
    private RemoteServer? _server;

    private RemoteObject Remote => _client.Connect(_server!.Uri); // started in InitializeAsync

    public async ValueTask InitializeAsync() => _server = await RemoteServer.StartAsync(front: _front);

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server!.DisposeAsync();
    }

    [Fact]
    public async Task A_registered_exception_arrives_as_itself_with_its_members()
    {
        var error = await Assert.ThrowsAsync<RefusedException>(() => ThrowAsync(new RefusedException("no entry", 42)));

        Assert.Equal("no entry", error.Message);
        Assert.Equal(42, error.Code);
    }

    public static TheoryData<Exception, string> FrameworkExceptions { get; } = new()
    {
        { new ArgumentException("text"), "ArgumentError" },
        { new KeyNotFoundException("text"), "KeyError" },
        { new TimeoutException("text"), "Timeout::Error" },
        { new DivideByZeroException("text"), "ZeroDivisionError" },
        { new NotSupportedException("text"), "NotImplementedError" },
        { new EndOfStreamException("text"), "EOFError" },
        { new IOException("text"), "IOError" },
        { new UnauthorizedAccessException("text"), "SecurityError" },
        { new InvalidOperationException("text"), "RuntimeError" },
        { new RemoteException("Shop::Closed", "text"), "Shop::Closed" },
    };

    [Theory]
    [MemberData(nameof(FrameworkExceptions))]
    public async Task An_exception_arrives_as_its_Ruby_counterpart(Exception thrown, string type)
    {
        var error = await Assert.ThrowsAsync<RemoteException>(() => ThrowAsync(thrown));

        Assert.Equal(type, error.RemoteType);
        Assert.Equal("text", error.Message);
    }

    [Fact]
    public async Task An_exception_without_a_counterpart_arrives_as_DRbRemoteError_with_its_type_as_the_reason()
    {
        var error = await Assert.ThrowsAsync<RemoteException>(() => ThrowAsync(new UnknownTestException("odd")));

        Assert.Equal("DRb::DRbRemoteError", error.RemoteType);
        Assert.Equal($"odd ({typeof(UnknownTestException).FullName})", error.Message);
        Assert.Equal(typeof(UnknownTestException).FullName, RubyConvert.ToText(Assert.IsType<RubyObject>(error.RemoteValue).Variables["@reason"]));
    }

    [Fact]
    public async Task The_stack_trace_shows_the_remote_lines_and_then_the_local_ones()
    {
        var error = await Assert.ThrowsAsync<RemoteException>(() => ThrowAsync(new InvalidOperationException("traced")));

        Assert.Contains(error.RemoteBacktrace, static line => line.Contains(nameof(ThrowingFront), StringComparison.Ordinal));
        Assert.All(error.RemoteBacktrace, line => Assert.StartsWith($"({_server!.Uri}) ", line, StringComparison.Ordinal));
        var trace = error.StackTrace!;
        Assert.InRange(trace.IndexOf(nameof(ThrowingFront), StringComparison.Ordinal), 0, trace.IndexOf(nameof(ThrowAsync), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_backtraces_the_stack_stays_with_the_server()
    {
        await using var server = await RemoteServer.StartAsync(front: _front, options: new RemoteServerOptions { Backtraces = BacktraceDetail.None });
        _front.Exception = new InvalidOperationException("hidden");

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await _client.Connect(server.Uri).CallAsync("throw"));

        Assert.Empty(error.RemoteBacktrace);
    }

    [Fact]
    public async Task A_backtrace_contains_no_paths_unless_it_is_asked_for()
    {
        _front.Exception = new InvalidOperationException("traced");
        await using var open = await RemoteServer.StartAsync(front: _front, options: new RemoteServerOptions { Backtraces = BacktraceDetail.Files });

        var shy = await Assert.ThrowsAsync<RemoteException>(() => ThrowAsync(_front.Exception));
        var plain = await Assert.ThrowsAsync<RemoteException>(async () => await _client.Connect(open.Uri).CallAsync("throw"));

        Assert.DoesNotContain(shy.RemoteBacktrace, static line => line.Contains(".cs", StringComparison.Ordinal));
        Assert.Contains(plain.RemoteBacktrace, static line => line.Contains($"{nameof(ExceptionTests)}.cs:line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("at Shop.Till.Open() in /srv/shop/Till.cs:line 12", "at Shop.Till.Open()")]
    [InlineData("at Shop.Till.Open()", "at Shop.Till.Open()")]
    [InlineData("/usr/lib/ruby/drb.rb:12:in `open'", "drb.rb:12:in `open'")]
    [InlineData("(druby://host:1) /srv/shop/till.rb:12:in `open'", "(druby://host:1) till.rb:12:in `open'")]
    [InlineData("(druby://host:1) till.rb:12:in `open'", "(druby://host:1) till.rb:12:in `open'")]
    [InlineData(@"shop\till.rb:12:in `open'", "till.rb:12:in `open'")]
    public void A_line_of_a_backtrace_keeps_its_member_and_loses_its_folder(string line, string expected)
    {
        Assert.Equal(expected, Backtrace.Line(line, BacktraceDetail.Members));
        Assert.Equal(line, Backtrace.Line(line, BacktraceDetail.Files));
    }

    [Fact]
    public async Task A_Ruby_exception_that_a_server_passes_on_reaches_the_next_caller_with_all_its_variables()
    {
        using var ruby = new ScriptedServer();
        var original = new RubyObject("Shop::SoldOut");
        original.Variables.Add("mesg", "apples");
        original.Variables.Add("bt", new object?[] { "/srv/shop.rb:1:in `buy'" });
        original.Variables.Add("@count", 3);
        var first = _client.Connect(ruby.Uri).CallAsync("buy").AsTask();
        using var peer = await ruby.AcceptAsync();
        await peer.ReadRequestAsync();
        await peer.SendAsync(Frames.Join(RubyMarshal.Dump(false), RubyMarshal.Dump(original)));
        var received = await Assert.ThrowsAsync<RemoteException>(() => first);

        var error = await Assert.ThrowsAsync<RemoteException>(() => ThrowAsync(received));

        Assert.Equal("Shop::SoldOut", error.RemoteType);
        Assert.Equal(3L, Assert.IsType<RubyObject>(error.RemoteValue).Variables["@count"]);
        Assert.DoesNotContain(error.RemoteBacktrace, static line => line.Contains("/srv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_that_an_object_does_not_offer_is_named_with_the_object()
    {
        var missing = await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await Remote.CallAsync("no_such", [1]));
        var kernel = await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await Remote.CallAsync("system", ["ls"]));

        Assert.Equal("undefined method `no_such' for #<Object>", missing.Message);
        Assert.Equal("private method `system' called for #<Object>", kernel.Message);
    }

    [Fact]
    public async Task A_server_without_a_front_answers_as_nil()
    {
        await using var server = await RemoteServer.StartAsync();

        var error = await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await _client.Connect(server.Uri).CallAsync("hello"));

        Assert.Equal("undefined method `hello' for nil:NilClass", error.Message);
    }

    [Fact]
    public async Task A_wrong_number_of_arguments_is_Rubys_ArgumentError()
    {
        await using var server = await RemoteServer.StartAsync(front: new Workshop());

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await _client.Connect(server.Uri).CallAsync("add", [1]));

        Assert.Equal("ArgumentError", error.RemoteType);
        Assert.Equal("wrong number of arguments (given 1, expected 2)", error.Message);
    }

    private async Task ThrowAsync(Exception exception)
    {
        _front.Exception = exception;
        await Remote.CallAsync("throw");
    }

    private sealed class ThrowingFront : IDynamicRemoteObject
    {
        public Exception? Exception { get; set; }

        public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) =>
            throw (method == "throw" ? Exception! : new MissingMethodException(method));
    }

    private sealed class UnknownTestException(string message) : Exception(message);
}
