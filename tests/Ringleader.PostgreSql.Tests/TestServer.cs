using Ringleader.PostgreSql.Tests;
using Ringleader.Testing;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Ringleader.PostgreSql.Tests;

/// <summary>The server that all tests share which do not stop it. It is not durable, and each store has a schema of its own.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private static PostgreSqlServer? _server;

    public static int Port => _server?.Port ?? throw new InvalidOperationException("The server has not been started.");

    public static string ConnectionString => _server?.ConnectionString ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.StartAsync(isDurable: false);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
