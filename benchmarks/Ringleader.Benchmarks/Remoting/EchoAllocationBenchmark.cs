using BenchmarkDotNet.Attributes;
using Ringleader.Remoting;

namespace Ringleader.Benchmarks.Remoting;

/// <summary>
/// What one typed call with an integer in and out allocates, on the client and on the server: both are in this process,
/// and the diagnoser counts all its threads. docs/benchmarks.md holds it to 300 bytes.
/// </summary>
[MemoryDiagnoser]
public class EchoAllocationBenchmark
{
    // So many that what the benchmark itself allocates, a task for all of them, is lost in the division.
    private const int Calls = 1000;

    private readonly RemotingClient _client = new();
    private RemoteServer? _server;
    private IEcho? _echo;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new EchoService());
        _echo = _client.Connect<IEcho>(_server.Uri);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server!.DisposeAsync(); // Started in the set-up.
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Sync()
    {
        int last = 0;
        for (int call = 0; call < Calls; call++)
        {
            last = _echo!.Echo(1); // Connected in the set-up.
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public async Task<int> Async()
    {
        int last = 0;
        for (int call = 0; call < Calls; call++)
        {
            last = await _echo!.EchoAsync(1); // Connected in the set-up.
        }

        return last;
    }
}
