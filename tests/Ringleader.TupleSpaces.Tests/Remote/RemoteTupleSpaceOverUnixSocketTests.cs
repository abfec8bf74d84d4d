using Ringleader.Conformance;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>The contract, over a unix socket.</summary>
public sealed class RemoteTupleSpaceOverUnixSocketTests : TupleSpaceConformance
{
    protected override async ValueTask<TupleSpaceBackend> StartAsync() => await RemoteTupleSpaceBackend.StartAsync("drbunix:");
}
