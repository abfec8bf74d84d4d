using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Robustness;

/// <summary>Ruby's <c>argc_limit</c> and <c>load_limit</c>, on both sides, and the limits that are only ours.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task Too_many_arguments_from_ruby_are_refused_with_rubys_text()
    {
        await using var server = await RemoteServer.StartAsync(null, new Counter(), new RemoteServerOptions { MaxArguments = 8 });

        var output = await RubyProcess.RunAsync(
            """
            show front.count(*1..8)
            puts raised { front.count(*1..9) }
            show front.count
            """,
            server.Uri);

        Assert.Equal("8\nDRb::DRbConnError: too many arguments\n0", output);
    }

    [Fact]
    public async Task The_default_is_rubys_256()
    {
        await using var server = await RemoteServer.StartAsync(null, new Counter());

        var output = await RubyProcess.RunAsync("show front.count(*1..256); puts raised { front.count(*1..257) }", server.Uri);

        Assert.Equal("256\nDRb::DRbConnError: too many arguments", output);
    }

    [Fact]
    public async Task Too_large_a_message_from_ruby_is_refused_with_rubys_text()
    {
        var options = new RemoteServerOptions { Marshal = new MarshalOptions { MaxBytes = 1000 } };
        await using var server = await RemoteServer.StartAsync(null, new Echo(), options);

        var output = await RubyProcess.RunAsync(
            """
            show front.echo('x' * 900).size
            puts raised { front.echo('x' * 1_100) }
            show front.echo('x' * 900).size
            """,
            server.Uri);

        Assert.Equal("900\nDRb::DRbConnError: too large packet 1112\n900", output);
    }

    [Fact]
    public async Task Values_beyond_the_codecs_limits_are_errors_and_the_server_goes_on()
    {
        var options = new RemoteServerOptions { Marshal = new MarshalOptions { MaxDepth = 10, MaxElements = 1000, MaxSymbols = 10 } };
        await using var server = await RemoteServer.StartAsync(null, new Echo(), options);

        var output = await RubyProcess.RunAsync(
            """
            deep = 20.times.inject([]) { |list, _| [list] }
            puts raised { front.echo(deep) }[/\A\w+: .*MaxDepth/] ? 'deep' : 'accepted'
            puts raised { front.echo((1..2_000).to_a) }[/\A\w+: .*MaxElements/] ? 'wide' : 'accepted'
            puts raised { front.echo(Array.new(20) { |i| :"symbol#{i}" }) }[/\A\w+: .*MaxSymbols/] ? 'symbols' : 'accepted'
            show front.echo(1)
            """,
            server.Uri);

        Assert.Equal("deep\nwide\nsymbols\n1", output);
    }

    [Fact]
    public async Task A_ruby_server_refuses_too_many_arguments_and_too_large_a_message()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Counter
              def count(*items) = items.size
            end
            serve Counter.new, 'druby://127.0.0.1:0', argc_limit: 8, load_limit: 1000
            """);
        var counter = RemoteObject.Connect(ruby.Uri);

        var many = await Assert.ThrowsAsync<RemoteException>(async () => await counter.CallAsync("count", [1, 2, 3, 4, 5, 6, 7, 8, 9]));
        var large = await Assert.ThrowsAsync<RemoteException>(async () => await counter.CallAsync("count", [new string('x', 1100)]));

        Assert.Equal(("DRb::DRbConnError", "too many arguments"), (many.RemoteType, many.Message));
        Assert.Equal(("DRb::DRbConnError", "too large packet 1112"), (large.RemoteType, large.Message));
        Assert.Equal(8, await counter.CallAsync<int>("count", [1, 2, 3, 4, 5, 6, 7, 8]));
    }

    [Fact]
    public async Task Too_large_an_answer_of_a_ruby_server_is_refused_by_the_client()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Large
              def text(size) = 'x' * size
            end
            serve Large.new
            """);
        await using var client = new RemotingClient(new RemotingClientOptions { Marshal = new MarshalOptions { MaxBytes = 1000 } });
        var large = client.Connect(ruby.Uri);

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await large.CallAsync("text", [2000]));

        Assert.Contains("at most 1000 are read", error.Message, StringComparison.Ordinal);
        Assert.Equal(900, (await large.CallAsync<string>("text", [900])).Length);
    }

    [Fact]
    public async Task A_ruby_server_that_does_not_answer_in_time_is_a_timeout()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Slow
              def wait = sleep
              def echo(value) = value
            end
            serve Slow.new
            """);
        await using var client = new RemotingClient(new RemotingClientOptions { CallTimeout = TimeSpan.FromMilliseconds(300) });
        var slow = client.Connect(ruby.Uri);

        var error = await Assert.ThrowsAsync<TimeoutException>(async () => await slow.CallAsync("wait"));
        Assert.Throws<TimeoutException>(() => slow.Call<object?>("wait"));

        Assert.Contains("0.3 s", error.Message, StringComparison.Ordinal);
        await using var patient = new RemotingClient();
        Assert.Equal(1, await patient.Connect(ruby.Uri).CallAsync<int>("echo", [1]));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once_and_the_next_one_works()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Slow
              def wait
                $waiting = true
                sleep
              end
              def waiting? = $waiting
            end
            serve Slow.new
            """);
        var slow = RemoteObject.Connect(ruby.Uri);
        using var cancellation = new CancellationTokenSource();

        var call = slow.CallAsync("wait", cancellationToken: cancellation.Token).AsTask();
        await Eventually.IsTrueAsync(async () => await slow.CallAsync<bool?>("waiting?") ?? false);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(await slow.CallAsync<bool>("waiting?"));
    }

    [RemoteContract]
    public interface ICounter
    {
        int Count(params object?[] items);
    }

    private sealed class Counter : ICounter
    {
        public int Count(params object?[] items) => items.Length;
    }
}
