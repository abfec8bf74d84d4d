using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Objects;

public sealed class StreamTests : IAsyncLifetime
{
    private readonly Border _border = new();
    private readonly Gallery _gallery = new();
    private readonly RemotingClient _client = new();
    private RemoteServer? _server;
    private IGallery? _remote;

    private IGallery Remote => _remote!; // set in InitializeAsync

    public async ValueTask InitializeAsync()
    {
        _server = await RemoteServer.StartAsync(front: _gallery);
        _remote = _client.Connect<IGallery>(_border.Before(_server));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server!.DisposeAsync();
        _border.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_stream_gives_all_items_in_order(int count)
    {
        var items = new List<int>();

        await foreach (var item in Remote.CountAsync(count))
        {
            items.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, count), items);
    }

    [Fact]
    public async Task Leaving_the_loop_early_ends_the_enumerator_of_the_server()
    {
        await foreach (var item in Remote.CountAsync(1_000_000))
        {
            if (item == 5)
            {
                break;
            }
        }

        var given = await _gallery.CountEnded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(given, 5, 100);
    }

    [Fact]
    public async Task Cancelling_raises_in_the_loop_and_ends_the_enumerator_of_the_server()
    {
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in Remote.CountAsync(1_000_000, source.Token))
            {
                if (item == 5)
                {
                    await source.CancelAsync();
                }
            }
        });

        await _gallery.CountEnded.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_exception_in_the_middle_is_raised_after_the_items_before_it()
    {
        var items = new List<int>();

        var error = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            await foreach (var item in Remote.CountAsync(-3))
            {
                items.Add(item);
            }
        });

        Assert.Equal(3, error.Code);
        Assert.Equal([0, 1, 2], items);
    }

    [Fact]
    public async Task A_caller_without_a_block_gets_an_array()
    {
        Assert.Equal([0L, 1L, 2L], Assert.IsType<object?[]>(await RemoteObject.Of(Remote).CallAsync("count", [3])));
    }

    [Fact]
    public async Task Several_streams_run_at_a_time()
    {
        var sums = await Task.WhenAll(Enumerable.Range(1, 8).Select(async count =>
        {
            var sum = 0;
            await foreach (var item in Remote.CountAsync(count * 5))
            {
                sum += item;
            }

            return sum;
        }));

        Assert.Equal(Enumerable.Range(1, 8).Select(static count => Enumerable.Range(0, count * 5).Sum()), sums);
    }
}
