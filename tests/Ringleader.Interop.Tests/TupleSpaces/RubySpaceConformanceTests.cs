using Ringleader.Conformance;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>The contract of every tuple space, on one in a Ruby process.</summary>
public sealed class RubySpaceConformanceTests : TupleSpaceConformance
{
    protected override async ValueTask<TupleSpaceBackend> StartAsync() => await RubySpaceBackend.StartAsync();
}
