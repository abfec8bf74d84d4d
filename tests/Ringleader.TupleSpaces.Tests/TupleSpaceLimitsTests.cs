namespace Ringleader.TupleSpaces.Tests;

public sealed class TupleSpaceLimitsTests
{
    [Fact]
    public async Task Tuples_and_templates_of_too_many_fields_are_refused()
    {
        await using var space = new TupleSpace(new() { MaxFields = 100 });
        var fields = new object?[10_000];

        var error = await Assert.ThrowsAsync<InvalidTupleException>(async () => await space.TryReadAsync(Template.Create(fields)));
        await Assert.ThrowsAsync<InvalidTupleException>(async () => await space.WriteAsync(SpaceTuple.Create(fields)));
        await Assert.ThrowsAsync<InvalidTupleException>(async () => await space.WatchAsync(Template.Create(fields)));
        await Assert.ThrowsAsync<InvalidTupleException>(async () => await space.TryReplaceAsync(["a"], SpaceTuple.Create(fields)));

        Assert.Contains("10000", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxFields", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constants_beyond_the_64th_field_are_compared_too()
    {
        await using var space = new TupleSpace();
        for (var i = 0; i < 300; i++)
        {
            await space.WriteAsync(SpaceTuple.Create([.. new object?[99], i]));
        }

        Assert.Equal(250, (await space.TryReadAsync(Template.Create([.. new object?[99], 250])))![99]);
        Assert.Null(await space.TryReadAsync(Template.Create([.. new object?[99], 300])));
    }

    [Fact]
    public async Task A_tuple_more_than_allowed_is_refused_until_one_is_taken()
    {
        await using var space = new TupleSpace(new() { MaxTuples = 2 });
        await space.WriteAsync(["job", 1]);
        await space.WriteAsync(["job", 2]);

        var error = await Assert.ThrowsAsync<TupleSpaceFullException>(async () => await space.WriteAsync(["job", 3]));

        Assert.True(error.IsTransient);
        Assert.Contains("MaxTuples", error.Message, StringComparison.Ordinal);
        await space.TakeAndCommitAsync(["job", 1]);
        await space.WriteAsync(["job", 3]);
    }

    [Fact]
    public async Task A_waiting_call_more_than_allowed_is_refused()
    {
        await using var space = new TupleSpace(new() { MaxWaiters = 1 });
        using var cancellation = new CancellationTokenSource();
        var read = space.TryReadAsync(["job"], Timeout.InfiniteTimeSpan, cancellation.Token).AsTask();

        var error = await Assert.ThrowsAsync<TupleSpaceFullException>(async () => await space.TryTakeAsync(["job"], TimeSpan.FromSeconds(1)));

        Assert.Contains("MaxWaiters", error.Message, StringComparison.Ordinal);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Null(await space.TryTakeAsync(["job"], TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task Shapes_that_nobody_uses_any_more_are_forgotten()
    {
        await using var space = new TupleSpace();
        var ids = new HashSet<long>();
        for (var i = 0; i < 5_000; i++)
        {
            var entry = (TupleEntry)await space.WriteAsync(SpaceTuple.WithKeys(($"key{i}", i)));
            ids.Add(entry.Id >> 41);
            await space.TakeAndCommitAsync(Template.WithKeys(($"key{i}", null)));
        }

        // The numbers of a shape that was forgotten are used again.
        Assert.InRange(ids.Count, 1, 100);
    }
}
