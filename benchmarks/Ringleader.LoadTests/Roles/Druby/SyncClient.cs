using Ringleader.LoadTests.Measuring;
using Ringleader.Remoting;

namespace Ringleader.LoadTests.Roles.Druby;

/// <summary>A thread per caller over one client with the default options and one typed proxy.</summary>
internal sealed class SyncClient : IClientRole
{
    private readonly RemotingClient _client = new();
    private readonly ISyncEcho _echo;

    public SyncClient(string uri) => _echo = _client.Connect<ISyncEcho>(uri);

    public Task<RunReport> RunAsync(RunCommand command) =>
        Task.FromResult(ClosedLoop.RunThreads(command, _ => _echo.Echo));

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
