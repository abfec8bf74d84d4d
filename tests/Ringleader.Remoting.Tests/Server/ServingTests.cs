using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Server;

/// <summary>One conversation, under every way of serving a connection: on the thread pool, on one thread, on many.</summary>
public sealed class ServingTests
{
    private readonly Workshop _workshop = new();

    public static TheoryData<int> Threads { get; } = new(0, 1, 64);

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task Synchronous_and_asynchronous_methods_alternate(int threads)
    {
        await using var server = await StartAsync(threads);
        await using var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = 1 });
        var workshop = client.Connect<IWorkshop>(server.Uri);

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i + 1, workshop.Add(i, 1));
            Assert.Equal($"text {i}", await workshop.EchoAsync($"text {i}"));
        }

        Assert.Equal(2, server.ConnectionCount); // blocking calls have their own
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task A_method_that_throws_answers_and_ends_its_connection_only(int threads)
    {
        await using var server = await StartAsync(threads);
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);
        using var other = await RawPeer.ConnectAsync(server.Uri);

        var synchronous = await Assert.ThrowsAsync<RemoteException>(() => Task.Run(() => workshop.FailNow("at once")));
        var asynchronous = await Assert.ThrowsAsync<RemoteException>(async () => await workshop.FailAsync("later"));
        await other.SendAsync(Frames.Request("add", 3, 4));

        Assert.Equal(("RuntimeError", "at once"), (synchronous.RemoteType, synchronous.Message));
        Assert.Equal(("RuntimeError", "later"), (asynchronous.RemoteType, asynchronous.Message));
        Assert.Equal(Frames.Reply(7), await other.ReadAsync(Frames.Reply(7).Length));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task Requests_that_arrive_together_are_answered_in_order(int threads)
    {
        await using var server = await StartAsync(threads);
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        byte[] expected = [.. Frames.Reply(3), .. Frames.Reply("x"), .. Frames.Reply(7)];

        await peer.SendAsync(new byte[][] { Frames.Request("add", 1, 2), Frames.Request("echo", "x"), Frames.Request("add", 3, 4) }.SelectMany(static b => b).ToArray());

        Assert.Equal(expected, await peer.ReadAsync(expected.Length));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task Messages_of_five_megabytes_go_both_ways(int threads)
    {
        await using var server = await StartAsync(threads);
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var bytes = new byte[5_000_000];
        new Random(5).NextBytes(bytes);

        var asynchronous = await workshop.EchoAsync(bytes);
        var synchronous = await Task.Run(() => workshop.EchoNow(bytes));

        Assert.Equal(bytes, Assert.IsType<byte[]>(asynchronous));
        Assert.Equal(bytes, Assert.IsType<byte[]>(synchronous));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task Methods_that_hold_their_threads_do_not_hold_up_others(int threads)
    {
        await using var server = await StartAsync(threads);
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var held = Enumerable.Range(0, 4).Select(i => client.Connect(server.Uri).CallAsync<string>("hold", [$"{i}"]).AsTask()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _workshop.At($"{i}").Entered.Task));

        var answer = await workshop.EchoAsync("still here");
        for (var i = 0; i < held.Length; i++)
        {
            _workshop.At($"{i}").Released.SetResult();
        }

        Assert.Equal("still here", answer);
        Assert.Equal(["0", "1", "2", "3"], await Task.WhenAll(held));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task A_caller_that_goes_away_cancels_its_call(int threads)
    {
        await using var server = await StartAsync(threads);
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(Frames.Request("wait", "gone"));
        await _workshop.At("gone").Entered.Task;
        peer.Dispose();

        await _workshop.At("gone").Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task A_long_call_that_arrives_while_a_short_one_is_answered_is_not_cancelled(int threads)
    {
        await using var server = await StartAsync(threads);
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await using var other = new RemotingClient();
        var witness = other.Connect<IWorkshop>(server.Uri);

        for (var i = 0; i < 200; i++)
        {
            var name = $"{i}";
            await peer.SendAsync(Frames.Request("echo", i));
            await peer.SendAsync(Frames.Request("wait", name));
            await peer.ReadFramesAsync(2);
            await _workshop.At(name).Entered.Task;
            await witness.EchoAsync(i);
            _workshop.At(name).Released.SetResult();

            Assert.Equal(name, RubyMarshal.Load((await peer.ReadFramesAsync(2))[1]));
        }
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task A_request_that_cannot_be_decoded_gets_an_error_and_ends_its_connection_only(int threads)
    {
        await using var server = await StartAsync(threads);
        using var bad = await RawPeer.ConnectAsync(server.Uri);
        using var good = await RawPeer.ConnectAsync(server.Uri);

        await bad.SendAsync(Frames.Join(Frames.Nil, RubyMarshal.Dump("echo"), RubyMarshal.Dump(1), [4, 8, (byte)'@', 7], Frames.Nil));
        var answer = Frames.Split(await bad.ReadToEndAsync());
        await good.SendAsync(Frames.Request("add", 1, 1));

        Assert.Equal([4, 8, (byte)'F'], answer[0]);
        Assert.Equal("TypeError", Assert.IsType<RubyObject>(RubyMarshal.Load(answer[1])).ClassName);
        Assert.Equal(Frames.Reply(2), await good.ReadAsync(Frames.Reply(2).Length));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task A_method_name_that_is_no_text_gets_an_error(int threads)
    {
        await using var server = await StartAsync(threads);
        using var peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(Frames.Join(Frames.Nil, RubyMarshal.Dump(17), RubyMarshal.Dump(0), Frames.Nil));
        var answer = Frames.Split(await peer.ReadToEndAsync());

        Assert.Equal([4, 8, (byte)'F'], answer[0]);
        Assert.Equal("TypeError", Assert.IsType<RubyObject>(RubyMarshal.Load(answer[1])).ClassName);
    }

    private Task<RemoteServer> StartAsync(int threads) =>
        RemoteServer.StartAsync(front: _workshop, options: new RemoteServerOptions { DedicatedThreads = threads });
}
