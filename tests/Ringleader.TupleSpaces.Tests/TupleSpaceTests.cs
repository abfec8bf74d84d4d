using Ringleader.Conformance;

namespace Ringleader.TupleSpaces.Tests;

/// <summary>The contract, on a space in this process.</summary>
public sealed class TupleSpaceTests : TupleSpaceConformance
{
    protected override ValueTask<TupleSpaceBackend> StartAsync() => new(new LocalTupleSpaceBackend(TupleOrder.FirstInFirstOut));
}
