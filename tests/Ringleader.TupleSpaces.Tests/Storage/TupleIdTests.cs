namespace Ringleader.TupleSpaces.Tests.Storage;

public sealed class TupleIdTests : IAsyncDisposable
{
    private readonly TupleSpace _space = new();

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task Ids_find_their_tuples_in_a_space_with_many_shapes()
    {
        var entries = new List<TupleEntry>();
        for (var i = 0; i < 5_000; i++)
        {
            entries.Add((TupleEntry)await _space.WriteAsync(SpaceTuple.Create([i, .. new object?[i % 7]])));
        }

        Assert.Equal(entries.Count, entries.Select(entry => entry.Id).Distinct().Count());
        Assert.All(entries, entry =>
        {
            Assert.InRange(entry.Id, 1, long.MaxValue >> 1);
            Assert.True(_space.TryResolve(entry.Id, out var found));
            Assert.Same(entry.Tuple, found.Tuple);
        });
    }

    [Fact]
    public async Task The_id_of_a_tuple_that_is_gone_finds_nothing_though_another_has_its_place()
    {
        var gone = (TupleEntry)await _space.WriteAsync(["job", 1]);
        await _space.TakeAndCommitAsync(["job", 1]);
        var other = (TupleEntry)await _space.WriteAsync(["job", 2]);

        Assert.Equal(gone.Id >> 31, other.Id >> 31);
        Assert.False(_space.TryResolve(gone.Id, out _));
        Assert.Equal(TupleEntryState.Gone, await gone.GetStateAsync());
        Assert.False(await gone.CancelAsync());
        Assert.Equal(1, _space.TupleCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 31)]
    [InlineData(1023L << 31)]
    public async Task Numbers_that_are_no_ids_find_nothing(long id)
    {
        await _space.WriteAsync(["job", 1]);
        await _space.TakeAndCommitAsync(["job", 1]);

        Assert.False(_space.TryResolve(id, out _));
    }

    [Fact]
    public async Task A_leased_tuple_is_found()
    {
        var entry = (TupleEntry)await _space.WriteAsync(["job", 1]);
        await using var taken = await _space.TakeAsync(["job", 1]);

        Assert.True(_space.TryResolve(entry.Id, out var found));
        Assert.Equal(TupleEntryState.Leased, await found.GetStateAsync());
    }
}
