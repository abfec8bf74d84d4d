using Ringleader.LoadTests.Roles.Druby;
using Ringleader.LoadTests.Roles.Http;
using Ringleader.LoadTests.Roles.Raw;

namespace Ringleader.LoadTests.Roles;

/// <summary>The .NET roles by name.</summary>
internal static class RoleCatalogue
{
    public static Dictionary<string, Func<Task<IServerRole>>> Servers { get; } = new()
    {
        ["server-raw"] = () => Task.FromResult<IServerRole>(new RawServer()),
        ["server-http"] = async () => await HttpServer.StartAsync(),
        ["server-async"] = async () => await EchoServer.StartAsync(new AsyncEcho()),
        ["server-sync"] = async () => await EchoServer.StartAsync(new SyncEcho()),
    };

    /// <summary>Each takes what its server gave as its address, or the file that it works on.</summary>
    public static Dictionary<string, Func<string, IClientRole>> Clients { get; } = new()
    {
        ["client-raw"] = address => new RawClient(address),
        ["client-http"] = address => new HttpClientRole(address),
        ["client-async"] = uri => new AsyncClient(uri),
        ["client-sync"] = uri => new SyncClient(uri),
        ["marshal"] = file => new MarshalRole(file),
    };
}
