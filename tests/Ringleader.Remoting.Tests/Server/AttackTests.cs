using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Server;

/// <summary>
/// Peers that take what they can: connections, memory for requests, memory for replies. Each time an honest client from another
/// address is measured before and meanwhile.
/// </summary>
public sealed class AttackTests(ITestOutputHelper output)
{
    private const int Megabyte = 1024 * 1024;
    private const int HonestCalls = 200;
    private static readonly IPAddress Honest = IPAddress.Parse("127.0.0.9");
    private static readonly IPAddress[] Attackers = [.. Enumerable.Range(2, 4).Select(static last => IPAddress.Parse($"127.0.0.{last}"))];

    /// <summary>Far above what a call takes even on a busy machine, and far below any time limit of the server.</summary>
    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task Idle_sockets_of_four_addresses_do_not_lock_out_a_fifth(int threads)
    {
        await using var server = await StartAsync(new() { MaxConnections = 128, MaxConnectionsPerAddress = 32, DedicatedThreads = threads });
        var before = await MeasureAsync(server.Uri);
        var sockets = new ConcurrentBag<RawPeer>();
        using var over = new CancellationTokenSource();
        foreach (var attacker in Attackers)
        {
            for (var i = 0; i < 32; i++)
            {
                sockets.Add(await RawPeer.ConnectAsync(server.Uri, attacker));
            }
        }

        // They come back at once, as often as they are closed.
        var attacks = Attackers.Select(attacker => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                sockets.Add(await RawPeer.ConnectAsync(server.Uri, attacker));
                await Task.Yield();
            }
        })).ToArray();

        await ComparedAsync(server.Uri, before);
        await over.CancelAsync();
        await Task.WhenAll(attacks);
        await UntilAsync(() => server.ConnectionCount <= 128); // the last ones may be on their way out
        DisposeAll(sockets);
    }

    [Fact]
    public async Task Beginnings_of_requests_do_not_lock_out_another_address()
    {
        await using var server = await StartAsync(new() { MaxConnections = 64 });
        var before = await MeasureAsync(server.Uri);
        var start = Frames.Request("read", 1).AsMemory(0, 6);
        var sockets = new List<RawPeer>();
        for (var i = 0; i < 64; i++)
        {
            var peer = await RawPeer.ConnectAsync(server.Uri, Attackers[i % Attackers.Length]);
            sockets.Add(peer);
            await peer.SendAsync(start);
        }

        await ComparedAsync(server.Uri, before);
        DisposeAll(sockets);
    }

    [Fact]
    public async Task Calls_that_never_end_do_not_lock_out_another_address()
    {
        var workshop = new Workshop();
        await using var server = await RemoteServer.StartAsync(front: workshop, options: new() { MaxConnections = 64 });
        var sockets = new List<RawPeer>();
        for (var i = 0; i < 64; i++)
        {
            var peer = await RawPeer.ConnectAsync(server.Uri, Attackers[i % Attackers.Length]);
            sockets.Add(peer);
            await peer.SendAsync(Frames.Request("wait", "never"));
        }

        // Their calls run, so nobody is idle; each of the four has sixteen places, and the fifth none.
        using var honest = await ConnectUntilServedAsync(server.Uri, Frames.Request("add", 1, 2), Frames.Reply(3));

        Assert.InRange(server.ConnectionCount, 1, 65);
        DisposeAll(sockets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task Replies_that_nobody_reads_stay_within_the_budget(int threads)
    {
        var options = new RemoteServerOptions
        {
            MaxBufferedBytes = 48 * Megabyte, MaxBufferedBytesPerAddress = 16 * Megabyte, DedicatedThreads = threads,
        };
        await using var server = await StartAsync(options);
        var before = await MeasureAsync(server.Uri);
        var request = Frames.Request("read", 7 * Megabyte);
        var sockets = new List<RawPeer>();
        for (var i = 0; i < 100; i++)
        {
            var peer = await RawPeer.ConnectAsync(server.Uri, Attackers[i % Attackers.Length]);
            sockets.Add(peer);
            await peer.SendAsync(request);
        }

        await ComparedAsync(server.Uri, before);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {server.Bytes.Peak / Megabyte} MiB"));
        Assert.InRange(server.Bytes.Peak, 8 * Megabyte, options.MaxBufferedBytes); // without the limits it is 800 MiB
        DisposeAll(sockets);
        await UntilAsync(() => server.Bytes.Used == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task Requests_that_never_end_stay_within_the_budget(int threads)
    {
        var options = new RemoteServerOptions
        {
            MaxBufferedBytes = 48 * Megabyte, MaxBufferedBytesPerAddress = 16 * Megabyte, DedicatedThreads = threads,
        };
        await using var server = await StartAsync(options);
        var before = await MeasureAsync(server.Uri);
        var request = Frames.Request("measure", new string('x', 3 * Megabyte));
        var sockets = new List<RawPeer>();
        var sending = new List<Task>();
        for (var i = 0; i < 60; i++)
        {
            var peer = await RawPeer.ConnectAsync(server.Uri, Attackers[i % Attackers.Length]);
            sockets.Add(peer);
            sending.Add(SendWhatIsTakenAsync(peer, request.AsMemory(0, request.Length - 1)));
        }

        await ComparedAsync(server.Uri, before);
        using var honest = await RawPeer.ConnectAsync(server.Uri, Honest);
        await honest.SendAsync(Frames.Request("measure", new string('x', Megabyte / 2))); // pays, and is not kept waiting
        Assert.Equal(Frames.Reply(Megabyte / 2), await honest.ReadAsync(Frames.Reply(Megabyte / 2).Length));

        Assert.InRange(server.Bytes.Peak, Megabyte, options.MaxBufferedBytes);
        Assert.NotEqual(0, server.Bytes.Waiting);
        DisposeAll(sockets);
        await Task.WhenAll(sending);
    }

    [Fact]
    public async Task Requests_beyond_the_budget_wait_and_are_all_served()
    {
        await using var server = await StartAsync(new() { MaxBufferedBytes = 8 * Megabyte, MaxBufferedBytesPerAddress = 4 * Megabyte });
        var request = Frames.Request("measure", new string('x', Megabyte));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var peer = await RawPeer.ConnectAsync(server.Uri);
            await peer.SendAsync(request);
            Assert.Equal(Frames.Reply(Megabyte), await peer.ReadAsync(Frames.Reply(Megabyte).Length));
        }));

        Assert.InRange(server.Bytes.Peak, Megabyte, 4 * Megabyte);
        await UntilAsync(() => server.Bytes.Used == 0);
    }

    [Fact]
    public async Task A_request_that_can_never_have_room_is_refused_with_the_limits()
    {
        await using var server = await StartAsync(new() { MaxBufferedBytesPerAddress = Megabyte });
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(Frames.Request("measure", new string('x', Megabyte)));
        var reply = await peer.ReadFramesAsync(2);

        var error = Assert.IsType<RubyObject>(RubyMarshal.Load(reply[1]));
        Assert.Equal("DRb::DRbConnError", error.ClassName);
        var text = RubyConvert.ToText(error.Variables["mesg"]);
        Assert.Contains("no room for a request of 10", text, StringComparison.Ordinal);
        Assert.Contains("at most 1048576 bytes for one address (MaxBufferedBytesPerAddress)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_local_application_may_have_a_thousand_connections(bool unix)
    {
        await using var server = await RemoteServer.StartAsync(unix ? "drbunix:" : "druby://127.0.0.1:0", new Workshop());
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);

        for (var round = 0; round < 2; round++)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var calls = Enumerable.Range(0, 1000).Select(async i =>
            {
                await gate.Task;
                Assert.Equal((long)i, await workshop.EchoAsync(i));
            }).ToArray();
            gate.SetResult();
            await Task.WhenAll(calls);
        }
    }

    private static async Task SendWhatIsTakenAsync(RawPeer peer, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await peer.SendAsync(bytes);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server stopped reading, and the test has ended.
        }
    }

    private async Task ComparedAsync(string uri, TimeSpan before)
    {
        var during = await MeasureAsync(uri);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"p99 before {before.TotalMilliseconds:0.00} ms, during {during.TotalMilliseconds:0.00} ms"));
        Assert.True(during < Tolerable, $"p99 before {before}, during {during}");
    }

    /// <summary>The time that 99 of 100 honest calls stay below, each on a connection of its own.</summary>
    private static async Task<TimeSpan> MeasureAsync(string uri)
    {
        var request = Frames.Request("read", 2);
        var reply = Frames.Reply("rr");
        var times = new List<TimeSpan>();
        for (var i = 0; i < HonestCalls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var peer = await RawPeer.ConnectAsync(uri, Honest);
            await peer.SendAsync(request);
            Assert.Equal(reply, await peer.ReadAsync(reply.Length));
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return times[(times.Count * 99 / 100) - 1];
    }

    /// <summary>The places are full only once the server has accepted everybody.</summary>
    private static async Task<RawPeer> ConnectUntilServedAsync(string uri, byte[] request, byte[] reply)
    {
        var peer = await RawPeer.ConnectAsync(uri, Honest);
        await peer.SendAsync(request);
        Assert.Equal(reply, await peer.ReadAsync(reply.Length));
        return peer;
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var safetyNet = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isTrue())
        {
            safetyNet.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static void DisposeAll(IEnumerable<RawPeer> peers)
    {
        foreach (var peer in peers)
        {
            peer.Dispose();
        }
    }

    private static Task<RemoteServer> StartAsync(RemoteServerOptions options) => RemoteServer.StartAsync(front: new Library(), options: options);
}
