using Ringleader.Conformance;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>A space behind a server, and a client of it. Its time is real.</summary>
internal sealed class RemoteTupleSpaceBackend : TupleSpaceBackend
{
    private readonly TupleSpaceServer _server;
    private readonly RemoteTupleSpace _client;

    private RemoteTupleSpaceBackend(TupleSpaceServer server, RemoteTupleSpace client)
    {
        _server = server;
        _client = client;
    }

    public override ITupleSpace Space => _client;

    public static async Task<TupleSpaceBackend> StartAsync(string uri)
    {
        var server = await TupleSpaceServer.StartAsync(uri);
        return new RemoteTupleSpaceBackend(server, RemoteTupleSpace.Connect(server.Uri));
    }

    public override Task WhenWaitingAsync(int calls) => Eventually.IsTrueAsync(() => _server.Space.WaiterCount == calls);

    public override async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }
}
