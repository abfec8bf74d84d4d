using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Client;

public sealed class CancellationTests
{
    private readonly Workshop _workshop = new();

    [Fact]
    public async Task Cancelling_a_call_closes_its_connection_cancels_the_method_and_raises_with_the_callers_token()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        await using var client = new RemotingClient();
        using var source = new CancellationTokenSource();
        var call = client.Connect<IWorkshop>(server.Uri).WaitAsync("cancelled", source.Token).AsTask();
        await _workshop.At("cancelled").Entered.Task;

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        await _workshop.At("cancelled").Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await client.Connect(server.Uri).CallAsync("hello", cancellationToken: new CancellationToken(canceled: true)));

        Assert.False(server.HasCaller);
    }

    [Fact]
    public async Task Cancelling_while_the_connection_is_being_made_raises_with_the_callers_token()
    {
        using var server = new ScriptedServer();
        await using var client = new RemotingClient();
        using var source = new CancellationTokenSource();
        var call = client.Connect(server.Uri.Replace("druby:", "drbssl:", StringComparison.Ordinal))
            .CallAsync("hello", cancellationToken: source.Token).AsTask();
        using var peer = await server.AcceptAsync();
        await peer.ReadAsync(1);

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Disposing_the_client_ends_calls_in_flight_and_refuses_further_ones()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = 1 });
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var first = workshop.WaitAsync("a").AsTask();
        var second = Task.Run(() => workshop.Hold("b"));
        await _workshop.At("a").Entered.Task;
        await _workshop.At("b").Entered.Task;
        var waiting = workshop.EchoAsync(1).AsTask();

        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await workshop.EchoAsync(2));
        Assert.Throws<ObjectDisposedException>(() => workshop.Add(1, 1));
        _workshop.At("b").Released.SetResult();
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Cancelling_at_any_moment_either_answers_or_raises_and_never_mixes_answers()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        await using var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = 4 });
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var answered = 0;

        for (var i = 0; i < 400; i++)
        {
            using var source = new CancellationTokenSource();
            var call = workshop.EchoAsync(i, source.Token).AsTask();
            for (var spins = random.Next(0, 2000); spins > 0; spins--)
            {
                Thread.SpinWait(10);
            }

            await source.CancelAsync();
            try
            {
                Assert.Equal((long)i, await call);
                answered++;
            }
            catch (OperationCanceledException error)
            {
                Assert.True(error.CancellationToken == source.Token, $"seed {seed}");
            }
        }

        Assert.True(answered is >= 0 and <= 400, $"seed {seed}");
        Assert.Equal(7, workshop.Add(3, 4));
    }
}
