using BenchmarkDotNet.Attributes;
using Ringleader.TupleSpaces;

namespace Ringleader.Benchmarks.TupleSpaces;

/// <summary>What the calls of a space in process take and allocate, beside so many resident tuples that share their head.</summary>
[MemoryDiagnoser]
public class TupleSpaceBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SpaceTuple _tuple = ["job", -1, "p"];
    private readonly Template _template = ["job", -1, null];
    private readonly Template _resident = ["job", 0, null];
    private TupleSpace _space = new();

    [Params(1, 100_000)]
    public int Resident { get; set; }

    [GlobalSetup]
    public async Task FillAsync()
    {
        _space = new TupleSpace();
        for (int id = 0; id < Resident; id++)
        {
            await _space.WriteAsync(["job", id, "p"]);
        }
    }

    [GlobalCleanup]
    public ValueTask CloseAsync() => _space.DisposeAsync();

    [Benchmark]
    public async ValueTask<SpaceTuple?> WriteAndTake()
    {
        await _space.WriteAsync(_tuple);
        return await _space.TryTakeAndCommitAsync(_template);
    }

    [Benchmark]
    public async ValueTask<SpaceTuple?> TakeThatWaits()
    {
        ValueTask<SpaceTuple?> taking = _space.TryTakeAndCommitAsync(_template, Patience);
        await _space.WriteAsync(_tuple);
        return await taking;
    }

    [Benchmark]
    public ValueTask<SpaceTuple?> Read() => _space.TryReadAsync(_resident);
}
