using System.Globalization;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>An empty space and the ring server that tells of it, on loopback. It answers one asker as often as it can.</summary>
internal sealed class RingServerRole(TupleSpaceServer space, RingServer ring) : IServerRole
{
    /// <summary>The UDP port.</summary>
    public string Address => ring.Port.ToString(CultureInfo.InvariantCulture);

    public static async Task<IServerRole> StartAsync()
    {
        TupleSpaceServer space = await TupleSpaceServer.StartAsync();
        return new RingServerRole(space, await RingServer.StartAsync(space, new() { Port = 0, MaxAnswersPerSecond = 1_000_000 }));
    }

    public async ValueTask DisposeAsync()
    {
        await ring.DisposeAsync();
        await space.DisposeAsync();
    }
}
