using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Server;

public sealed class TimeLimitTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Workshop _workshop = new();

    [Fact]
    public async Task CallTimeout_answers_Timeout_Error_and_cancels_the_method()
    {
        await using var server = await StartAsync(new() { CallTimeout = TimeSpan.FromSeconds(5) });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("wait", "slow"));
        await _workshop.At("slow").Entered.Task;

        var error = ErrorOf(await WhileTimePassesAsync(peer.ReadFramesAsync(2)));

        Assert.Equal("Timeout::Error", error.ClassName);
        Assert.Equal("the call took longer than 5 s, the most this server allows", RubyConvert.ToText(error.Variables["mesg"]));
        await _workshop.At("slow").Cancelled.Task;
    }

    [Fact]
    public async Task CallTimeout_answers_though_the_method_does_not_stop_and_its_late_result_goes_nowhere()
    {
        await using var server = await StartAsync(new() { CallTimeout = TimeSpan.FromSeconds(5), IdleTimeout = Timeout.InfiniteTimeSpan });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        using var other = await RawPeer.ConnectAsync(server.Uri);
        await CallAsync(other);
        await peer.SendAsync(Frames.Request("insist", "late"));
        await _workshop.At("late").Entered.Task;

        var error = ErrorOf(await WhileTimePassesAsync(peer.ReadFramesAsync(2)));
        _workshop.At("late").Released.SetResult();
        await _workshop.At("late").Left.Task;
        peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        var rest = await peer.ReadToEndAsync();
        await other.SendAsync(Frames.Request("add", 1, 1));

        Assert.Equal("Timeout::Error", error.ClassName);
        Assert.Empty(rest);
        Assert.Equal(Frames.Reply(2), await other.ReadAsync(Frames.Reply(2).Length));
    }

    [Fact]
    public async Task IdleTimeout_closes_a_connection_without_calls_and_no_other()
    {
        await using var server = await StartAsync(new() { IdleTimeout = TimeSpan.FromMinutes(1), ReceiveTimeout = TimeSpan.FromMinutes(1) });
        using var idle = await RawPeer.ConnectAsync(server.Uri);
        using var busy = await RawPeer.ConnectAsync(server.Uri);
        await CallAsync(idle);
        await CallAsync(busy);
        _clock.Advance(TimeSpan.FromSeconds(50));
        await CallAsync(busy);
        _clock.Advance(TimeSpan.FromSeconds(20));

        var rest = await idle.ReadToEndAsync();

        Assert.Empty(rest);
        await CallAsync(busy);
    }

    [Fact]
    public async Task IdleTimeout_does_not_end_a_call_that_runs()
    {
        await using var server = await StartAsync(new() { IdleTimeout = TimeSpan.FromMinutes(1), CallTimeout = Timeout.InfiniteTimeSpan });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("wait", "long"));
        await _workshop.At("long").Entered.Task;

        _clock.Advance(TimeSpan.FromHours(1));
        _workshop.At("long").Released.SetResult();

        Assert.Equal(Frames.Reply("long"), await peer.ReadAsync(Frames.Reply("long").Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task ReceiveTimeout_closes_a_connection_that_sends_its_request_too_slowly(int threads)
    {
        await using var server = await StartAsync(new() { ReceiveTimeout = TimeSpan.FromSeconds(10), DedicatedThreads = threads });
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        var request = Frames.Request("echo", new string('x', 1000));

        // A byte every half second: the connection is never idle, and never done.
        var closing = peer.ReadToEndAsync();
        for (var i = 0; i < request.Length - 1 && !closing.IsCompleted; i++)
        {
            try
            {
                await peer.SendAsync(request.AsMemory(i, 1));
            }
            catch (System.Net.Sockets.SocketException)
            {
                break; // closed between the look and the write
            }

            _clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Empty(await WhileTimePassesAsync(closing));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task FirstRequestTimeout_closes_a_connection_that_never_sends_a_whole_request(int threads)
    {
        await using var server = await StartAsync(new() { FirstRequestTimeout = TimeSpan.FromSeconds(3), DedicatedThreads = threads });
        using var silent = await RawPeer.ConnectAsync(server.Uri);
        using var slow = await RawPeer.ConnectAsync(server.Uri);
        using var served = await RawPeer.ConnectAsync(server.Uri);
        await slow.SendAsync(Frames.Request("echo", "text").AsMemory(0, 20));
        await CallAsync(served);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(3, server.ConnectionCount);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(await silent.ReadToEndAsync());
        Assert.Empty(await slow.ReadToEndAsync());
        await CallAsync(served);
    }

    [Fact]
    public async Task FirstRequestTimeout_closes_a_connection_that_does_not_begin_its_handshake()
    {
        await using var server = await RemoteServer.StartAsync(
            "drbssl://127.0.0.1:0", _workshop, new() { FirstRequestTimeout = TimeSpan.FromSeconds(3), TimeProvider = _clock });
        using var silent = await RawPeer.ConnectAsync(server.Uri);

        Assert.Empty(await WhileTimePassesAsync(silent.ReadToEndAsync()));
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await task;
    }

    private static async Task CallAsync(RawPeer peer)
    {
        await peer.SendAsync(Frames.Request("add", 1, 1));
        Assert.Equal(Frames.Reply(2), await peer.ReadAsync(Frames.Reply(2).Length));
    }

    private static RubyObject ErrorOf(byte[][] reply)
    {
        Assert.Equal([4, 8, (byte)'F'], reply[0]);
        return Assert.IsType<RubyObject>(RubyMarshal.Load(reply[1]));
    }

    private Task<RemoteServer> StartAsync(RemoteServerOptions options) =>
        RemoteServer.StartAsync(front: _workshop, options: options with { TimeProvider = _clock });
}
