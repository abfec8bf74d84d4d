using Ringleader.Testing;
using Ringleader.TupleSpaces.Ring;
using Ringleader.TupleSpaces.Tests.Remote;

namespace Ringleader.TupleSpaces.Tests.Ring;

/// <summary>The same with servers, over sockets.</summary>
public sealed class RestartedServerTests
{
    [Fact]
    public async Task Readers_old_and_new_keep_what_was_written_when_the_first_server_was_restarted()
    {
        var clock = new FakeTimeProvider();
        var first = await TupleSpaceServer.StartAsync();
        await using var space = new TupleSpace(new() { TimeProvider = clock });
        await using var second = await TupleSpaceServer.StartAsync(space: space);
        clock.Advance(TimeSpan.FromHours(1));
        await using var reader = new Client(first.Uri, second.Uri);
        for (var i = 0; i < 200; i++)
        {
            await reader.Ring.WriteAsync(["a", i]);
        }

        await first.DisposeAsync();
        Assert.Equal(200, await reader.Ring.CountAsync(["a", null]));
        await using var again = await TupleSpaceServer.StartAsync(first.Uri);
        await Eventually.IsTrueAsync(() => reader.Ring.SpacesUp.Count == 2);
        await using var late = new Client(first.Uri, second.Uri);

        Assert.Equal(200, await reader.Ring.CountAsync(["a", null]));
        Assert.Equal(200, await late.Ring.CountAsync(["a", null]));
        Assert.Equal([second.Uri, first.Uri], late.Ring.SpacesUp.Cast<RemoteTupleSpace>().Select(space => space.Target.Uri));
    }

    /// <summary>A ring of connections of its own.</summary>
    private sealed class Client(params string[] uris) : IAsyncDisposable
    {
        public RingSpace Ring { get; } = new([.. uris.Select(uri => RemoteTupleSpace.Connect(uri))]);

        public async ValueTask DisposeAsync()
        {
            await Ring.DisposeAsync();
            foreach (var space in Ring.Spaces.Cast<RemoteTupleSpace>())
            {
                await space.DisposeAsync();
            }
        }
    }
}
