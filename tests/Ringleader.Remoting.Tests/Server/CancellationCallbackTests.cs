using Ringleader.Remoting.Tests.Peers;

namespace Ringleader.Remoting.Tests.Server;

public sealed class CancellationCallbackTests
{
    [Fact]
    public async Task A_callback_of_the_method_that_throws_does_not_keep_its_connection_open()
    {
        var front = new ThrowingAtTheEnd();
        await using var server = await RemoteServer.StartAsync(front: front);
        var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("wait"));
        await front.Entered.Task;

        peer.Dispose();
        await front.Cancelled.Task;
        front.Released.SetResult();

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, server.ConnectionCount);
    }

    private sealed class ThrowingAtTheEnd : IDynamicRemoteObject
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.Register(() =>
            {
                Cancelled.SetResult();
                throw new InvalidOperationException("on purpose");
            });
            Entered.SetResult();
            await Released.Task;
            return null;
        }
    }
}
