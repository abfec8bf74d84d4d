using Ringleader.Conformance;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>The contract, on a space behind a server.</summary>
public sealed class RemoteTupleSpaceTests : TupleSpaceConformance
{
    protected override async ValueTask<TupleSpaceBackend> StartAsync() => await RemoteTupleSpaceBackend.StartAsync("druby://127.0.0.1:0");
}
