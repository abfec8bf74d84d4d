using Ringleader.Conformance.Services;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests;

/// <summary>The board is a space in this process.</summary>
public sealed class LocalBoardTests : ServiceRingConformance
{
    protected override Task<BoardHost> StartAsync()
    {
        var space = new TupleSpace();
        return Task.FromResult(new BoardHost(space, new() { Space = space }, hasLeases: true, space.DisposeAsync));
    }
}
