using Ringleader.Conformance;

namespace Ringleader.TupleSpaces.Tests;

/// <summary>The contract, on a space in this process that finds tuples in Rinda's order.</summary>
public sealed class TupleSpaceAsRindaTests : TupleSpaceConformance
{
    protected override ValueTask<TupleSpaceBackend> StartAsync() => new(new LocalTupleSpaceBackend(TupleOrder.AsRinda));
}
