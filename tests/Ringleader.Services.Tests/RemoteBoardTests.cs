using Ringleader.Conformance.Services;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests;

/// <summary>The board is a space that is served over druby.</summary>
public sealed class RemoteBoardTests : ServiceRingConformance
{
    protected override async Task<BoardHost> StartAsync()
    {
        var server = await TupleSpaceServer.StartAsync();
        return new BoardHost(server.Space, new() { RingServers = [server.Uri] }, hasLeases: true, server.DisposeAsync);
    }
}
