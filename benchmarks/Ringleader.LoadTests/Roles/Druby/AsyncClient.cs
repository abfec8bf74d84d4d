using Ringleader.LoadTests.Measuring;
using Ringleader.Remoting;

namespace Ringleader.LoadTests.Roles.Druby;

/// <summary>A task per caller over one client with the default options and one typed proxy.</summary>
internal sealed class AsyncClient : IClientRole
{
    private readonly RemotingClient _client = new();
    private readonly IAsyncEcho _echo;

    public AsyncClient(string uri) => _echo = _client.Connect<IAsyncEcho>(uri);

    public Task<RunReport> RunAsync(RunCommand command) => ClosedLoop.RunTasksAsync(command, _echo.EchoAsync);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
