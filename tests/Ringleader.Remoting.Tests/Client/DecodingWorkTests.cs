using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Client;

/// <summary>Reading a document ends when nobody waits for its values any more, on either side.</summary>
public sealed class DecodingWorkTests
{
    private const int Pairs = 50_000;

    [Fact]
    public async Task The_time_of_a_call_goes_on_while_its_answer_is_being_read()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new()
        {
            TimeProvider = clock,
            CallTimeout = TimeSpan.FromSeconds(5),
            Marshal = WithTrigger(() => clock.Advance(TimeSpan.FromSeconds(6)), out var wasReadToTheEnd),
        });
        var call = client.Connect(server.Uri).CallAsync("costly").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(Frames.Reply(Costly()));

        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.False(wasReadToTheEnd());
    }

    [Fact]
    public async Task Cancelling_a_call_ends_the_reading_of_its_answer()
    {
        using var source = new CancellationTokenSource();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { Marshal = WithTrigger(source.Cancel, out var wasReadToTheEnd) });
        var call = client.Connect(server.Uri).CallAsync("costly", cancellationToken: source.Token).AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(Frames.Reply(Costly()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.False(wasReadToTheEnd());
    }

    [Fact]
    public async Task A_server_stops_reading_the_arguments_of_a_caller_that_is_gone()
    {
        RawPeer? peer = null;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Leave()
        {
            peer!.Dispose();
            begun.TrySetResult();
        }

        var options = new RemoteServerOptions { Marshal = WithTrigger(Leave, out var wasReadToTheEnd) };
        await using var server = await RemoteServer.StartAsync(front: new Echo(), options: options);
        peer = await RawPeer.ConnectAsync(server.Uri);

        await peer.SendAsync(Frames.Request("echo", Costly()));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await server.StopAsync();

        Assert.Equal(0, server.ConnectionCount);
        Assert.False(wasReadToTheEnd());
    }

    [Fact]
    public async Task The_work_of_all_arguments_of_a_call_is_limited_together()
    {
        await using var server = await RemoteServer.StartAsync(
            front: new Echo(), options: new RemoteServerOptions { Marshal = new MarshalOptions { MaxWork = 400_000 } });
        await using var client = new RemotingClient();
        var remote = client.Connect(server.Uri);
        var argument = new RubyHash();
        for (var i = 0; i < 25_000; i++)
        {
            argument[(long)i] = null;
        }

        Assert.NotNull(await remote.CallAsync("two", [argument, 1]));
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await remote.CallAsync("two", [argument, argument, argument]));

        Assert.Contains(nameof(MarshalOptions.MaxWork), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_answers_more_than_it_reads()
    {
        await using var server = await RemoteServer.StartAsync(
            front: new Echo(), options: new RemoteServerOptions { Marshal = new MarshalOptions { MaxBytes = 100_000 } });
        await using var client = new RemotingClient();

        Assert.Equal(122_893, (await client.Connect(server.Uri).CallAsync<byte[]>("large", [122_893])).Length);
    }

    /// <summary>A document in which something happens at first, and then many pairs are to be read before its last value.</summary>
    private static object?[] Costly()
    {
        var hash = new RubyHash();
        for (var i = 0; i < Pairs; i++)
        {
            hash[(long)i] = null;
        }

        return [new RubyObject("First"), hash, new RubyObject("Last")];
    }

    private static MarshalOptions WithTrigger(Action trigger, out Func<bool> wasReadToTheEnd)
    {
        var isRead = false;
        var types = new RubyTypeRegistry();
        types.Add(RubyTypeMapping.Create<First>("First", RubyTypeKind.Object, _ =>
        {
            trigger();
            return new First();
        }));
        types.Add(RubyTypeMapping.Create<Last>("Last", RubyTypeKind.Object, _ =>
        {
            isRead = true;
            return new Last();
        }));
        wasReadToTheEnd = () => isRead;
        return new MarshalOptions { Types = types };
    }

    private sealed class First;

    private sealed class Last;

    private sealed class Echo : IDynamicRemoteObject
    {
        public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) =>
            new(method == "large" ? new byte[Convert.ToInt32(arguments[0], System.Globalization.CultureInfo.InvariantCulture)] : true);
    }
}
