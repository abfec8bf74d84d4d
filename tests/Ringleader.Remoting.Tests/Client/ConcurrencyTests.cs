using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Client;

public sealed class ConcurrencyTests
{
    private const int Callers = 64;
    private const int CallsEach = 200;
    private readonly Workshop _workshop = new();

    [Theory]
    [InlineData(0, 1024)]
    [InlineData(64, 1024)]
    [InlineData(8, 5)]
    public async Task Parallel_callers_each_get_their_own_answers(int threads, int connections)
    {
        await using var server = await StartAsync(threads);
        await using var client = new RemotingClient(new() { MaxConnectionsPerEndpoint = connections });
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var untyped = client.Connect(server.Uri);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < CallsEach; i++)
            {
                var value = (caller * 1000) + i;
                switch (i % 4)
                {
                    case 0:
                        Assert.Equal((long)value, await workshop.EchoAsync(value));
                        break;
                    case 1:
                        Assert.Equal(value + 1, await untyped.CallAsync<int>("add", [value, 1]));
                        break;
                    case 2:
                        Assert.Equal($"text {value}", await workshop.EchoAsync($"text {value}"));
                        break;
                    default:
                        dynamic late = untyped;
                        Assert.Equal((long)value, (long)await late.add(value, 0));
                        break;
                }
            }
        })));

        Assert.InRange(server.ConnectionCount, 1, Math.Min(connections, Callers));
    }

    [Fact]
    public async Task Blocking_callers_on_many_threads_each_get_their_own_answers()
    {
        await using var server = await StartAsync(64);
        await using var client = new RemotingClient();
        var workshop = client.Connect<IWorkshop>(server.Uri);
        var wrong = 0;
        var threads = Enumerable.Range(0, 16).Select(caller => new Thread(() =>
        {
            for (var i = 0; i < CallsEach; i++)
            {
                if (workshop.Add(caller, i) != caller + i)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToArray();

        Array.ForEach(threads, static t => t.Start());
        await Task.Run(() => Array.ForEach(threads, static t => t.Join()));

        Assert.Equal(0, wrong);
    }

    private Task<RemoteServer> StartAsync(int threads) =>
        RemoteServer.StartAsync(front: _workshop, options: new RemoteServerOptions { DedicatedThreads = threads });
}
