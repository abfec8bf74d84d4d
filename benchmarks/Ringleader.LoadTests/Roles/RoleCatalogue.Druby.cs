using Ringleader.LoadTests.Roles.Druby;

namespace Ringleader.LoadTests.Roles;

internal static partial class RoleCatalogue
{
    static partial void AddDruby()
    {
        Servers["server-async"] = async () => await EchoServer.StartAsync(new AsyncEcho());
        Servers["server-sync"] = async () => await EchoServer.StartAsync(new SyncEcho());
        Clients["client-async"] = uri => new AsyncClient(uri);
        Clients["client-sync"] = uri => new SyncClient(uri);
        Clients["marshal"] = file => new MarshalRole(file);
    }
}
