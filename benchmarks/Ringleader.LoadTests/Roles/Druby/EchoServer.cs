using Ringleader.Remoting;

namespace Ringleader.LoadTests.Roles.Druby;

/// <summary>A Ringleader server with the default options.</summary>
internal sealed class EchoServer(RemoteServer server) : IServerRole
{
    public string Address => server.Uri;

    public static async Task<EchoServer> StartAsync(object front) =>
        new(await RemoteServer.StartAsync("druby://127.0.0.1:0", front));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
