using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>A filled space, served over druby with the default options.</summary>
internal sealed class SpaceServer(FilledSpace filled, TupleSpaceServer server) : IServerRole
{
    public string Address => server.Uri;

    public static async Task<IServerRole> StartAsync(int resident, int takers)
    {
        FilledSpace filled = await FilledSpace.CreateAsync(new JobTuples(), resident, takers);
        return new SpaceServer(filled, await TupleSpaceServer.StartAsync(space: filled.Space));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await filled.DisposeAsync();
    }
}
