using System.Net.Sockets;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Client;

public sealed class CallFailureTests
{
    [Fact]
    public async Task A_port_that_nobody_listens_on_is_a_connecting_error_that_says_so()
    {
        var server = new ScriptedServer();
        server.Dispose();
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await client.Connect(server.Uri).CallAsync("hello"));

        Assert.Equal(RemotingPhase.Connecting, error.Phase);
        Assert.StartsWith($"Cannot call 'hello' on '{server.Uri}': nothing listens there.", error.Message, StringComparison.Ordinal);
        Assert.Contains("the call did not run", error.Message, StringComparison.Ordinal);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task A_host_name_that_does_not_exist_is_a_connecting_error()
    {
        await using var client = new RemotingClient();

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(
            async () => await client.Connect("druby://no-such-host.invalid:9").CallAsync("hello"));

        Assert.Equal(RemotingPhase.Connecting, error.Phase);
        Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectTimeout_is_a_connecting_error_that_names_the_limit()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { TimeProvider = clock, ConnectTimeout = TimeSpan.FromSeconds(3) });

        // The listener accepts, but never answers the handshake.
        var call = client.Connect(server.Uri.Replace("druby:", "drbssl:", StringComparison.Ordinal)).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadAsync(1);
        clock.Advance(TimeSpan.FromSeconds(3));

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call);
        Assert.Equal(RemotingPhase.Connecting, error.Phase);
        Assert.Contains("no connection was made within 3 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallTimeout_ends_the_call_and_its_connection_and_names_peer_method_and_limit()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { TimeProvider = clock, CallTimeout = TimeSpan.FromSeconds(2) });
        var call = client.Connect(server.Uri).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        clock.Advance(TimeSpan.FromSeconds(1.7));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.6));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains($"'hello' on '{server.Uri}' got no answer within 2 s", error.Message, StringComparison.Ordinal);
        Assert.Empty(await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task CallTimeout_ends_a_call_that_blocks_its_thread()
    {
        var clock = new FakeTimeProvider();
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { TimeProvider = clock, CallTimeout = TimeSpan.FromSeconds(2) });
        var call = Task.Run(() => client.Connect<IWorkshop>(server.Uri).Add(1, 2));
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        clock.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task CallTimeout_does_not_hit_the_call_after_the_one_it_was_for()
    {
        var clock = new FakeTimeProvider();
        await using var server = await RemoteServer.StartAsync(front: new Workshop());
        await using var client = new RemotingClient(new() { TimeProvider = clock, CallTimeout = TimeSpan.FromSeconds(2) });
        var workshop = client.Connect<IWorkshop>(server.Uri);

        for (var i = 0; i < 200; i++)
        {
            var call = workshop.EchoAsync(i).AsTask();
            clock.Advance(TimeSpan.FromSeconds(0.9));
            Assert.Equal((long)i, await call);
        }
    }

    [Fact]
    public async Task An_answer_above_the_limit_is_refused_by_its_length()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient(new() { Marshal = new() { MaxBytes = 1000 } });
        var call = client.Connect(server.Uri).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync((byte[])[.. Frames.Frame(RubyMarshal.Dump(true)), 0x7f, 0, 0, 0]);

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call);
        Assert.Equal(RemotingPhase.Reading, error.Phase);
        Assert.Contains("it claims 2130706432 bytes, and at most 1000 are read. Raise MarshalOptions.MaxBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_another_protocol_is_refused()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        var call = client.Connect(server.Uri).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(Frames.Join(RubyMarshal.Dump(3), RubyMarshal.Dump(4)));

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call);
        Assert.Contains("the peer does not speak the druby protocol", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_cannot_be_decoded_is_a_marshal_error_and_ends_the_connection()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        var call = client.Connect(server.Uri).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(Frames.Join(RubyMarshal.Dump(true), [4, 8, (byte)'z']));

        await Assert.ThrowsAsync<MarshalException>(() => call);
        Assert.Empty(await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task A_result_of_another_type_is_a_marshal_error()
    {
        await using var server = await RemoteServer.StartAsync(front: new Workshop());
        await using var client = new RemotingClient();

        await Assert.ThrowsAsync<MarshalException>(async () => await client.Connect(server.Uri).CallAsync<int>("echo", ["three"]));
    }

    [Fact]
    public async Task A_peer_that_closes_in_the_middle_of_an_answer_is_an_error_of_phase_reading()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        var call = client.Connect(server.Uri).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(Frames.Reply("whole").AsMemory(0, 9));
        peer.Dispose();

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call);
        Assert.Equal(RemotingPhase.Reading, error.Phase);
        Assert.Contains("while the answer was arriving", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_without_an_exception_in_it_is_a_connection_error()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        var call = client.Connect(server.Uri).CallAsync("hello").AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(Frames.Join(RubyMarshal.Dump(false), RubyMarshal.Dump("no exception")));

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call);
        Assert.Contains("sent no exception with it", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:80")]
    [InlineData("druby://localhost")]
    [InlineData("druby://localhost:99999")]
    [InlineData("druby://a/b:1")]
    public async Task An_address_that_cannot_be_read_is_refused_before_any_call(string uri)
    {
        await using var client = new RemotingClient();

        var error = Assert.Throws<ArgumentException>(() => client.Connect(uri));

        Assert.Contains($"'{uri}'", error.Message, StringComparison.Ordinal);
    }
}
