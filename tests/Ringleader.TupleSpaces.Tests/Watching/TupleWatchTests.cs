using Ringleader.Testing;

namespace Ringleader.TupleSpaces.Tests.Watching;

public sealed class TupleWatchTests : IAsyncDisposable
{
    private readonly TupleSpace _space = new(new() { TimeProvider = new FakeTimeProvider(), WatchCapacity = 3, MaxWatches = 2 });

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task A_watch_that_is_not_read_loses_the_newest_events_and_says_where()
    {
        await using var watch = await _space.WatchAsync(["job", null]);
        await WriteAsync(1, 5);

        Assert.Equal("Write 1", await NextAsync(watch));
        await WriteAsync(6, 1);

        Assert.Equal("Write 2", await NextAsync(watch));
        Assert.Equal("Write 3", await NextAsync(watch));
        Assert.Equal("Lost 5 (2)", await NextAsync(watch));
        Assert.Equal("Write 6", await NextAsync(watch));
    }

    [Fact]
    public async Task A_loss_at_the_end_is_told_without_another_event()
    {
        await using var watch = await _space.WatchAsync(["job", null]);
        await WriteAsync(1, 5);

        Assert.Equal(["Write 1", "Write 2", "Write 3", "Lost 5 (2)"], [await NextAsync(watch), await NextAsync(watch), await NextAsync(watch), await NextAsync(watch)]);
        await WriteAsync(6, 1);
        Assert.Equal("Write 6", await NextAsync(watch));
    }

    [Fact]
    public async Task A_watch_that_is_closed_tells_its_loss_before()
    {
        var watch = await _space.WatchAsync(["job", null]);
        await WriteAsync(1, 5);

        await _space.DisposeAsync();

        var events = new List<string>();
        await foreach (var next in watch)
        {
            events.Add(Text(next));
        }

        Assert.Equal(["Write 1", "Write 2", "Write 3", "Lost 5 (2)", "Close 6"], events);
    }

    [Fact]
    public async Task One_watch_more_than_allowed_is_refused_until_another_is_disposed()
    {
        var first = await _space.WatchAsync(["job", null]);
        await _space.WatchAsync(["job", null]);

        var error = await Assert.ThrowsAsync<TupleSpaceFullException>(async () => await _space.WatchAsync(["job", null]));

        Assert.Contains("MaxWatches", error.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        await _space.WatchAsync(["job", null]);
    }

    [Fact]
    public async Task A_watch_has_one_reader_at_a_time()
    {
        await using var watch = await _space.WatchAsync(["job", null]);
        var first = watch.NextAsync().AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await watch.NextAsync());

        await WriteAsync(1, 1);
        Assert.Equal("Write 1", Text((await first)!));
    }

    [Fact]
    public async Task A_replacement_is_a_taking_and_a_writing_with_nothing_between()
    {
        await _space.WriteAsync(["job", 1]);
        await using var watch = await _space.WatchAsync(["job", null]);

        await _space.TryReplaceAsync(["job", 1], ["job", 2]);

        Assert.Equal(["Take 1", "Write 2"], [await NextAsync(watch), await NextAsync(watch)]);

        // The lease was told as a taking; what replaces the tuple is written with nothing between.
        await (await _space.TakeAsync(["job", 2])).ReplaceAsync(["job", 3]);

        Assert.Equal(["Take 3", "Write 4"], [await NextAsync(watch), await NextAsync(watch)]);
    }

    private static async Task<string> NextAsync(ITupleWatch watch) => Text((await watch.NextAsync())!);

    private static string Text(TupleEvent next) => $"{next.Kind} {next.Sequence}{(next.LostCount > 0 ? $" ({next.LostCount})" : "")}";

    private async Task WriteAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            await _space.WriteAsync(["job", i]);
        }
    }
}
