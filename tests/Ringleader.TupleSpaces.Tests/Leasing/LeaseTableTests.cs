using Ringleader.Testing;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Leasing;

namespace Ringleader.TupleSpaces.Tests.Leasing;

public sealed class LeaseTableTests : IAsyncDisposable
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);
    private readonly FakeTimeProvider _clock = new();
    private readonly TupleSpace _space;
    private readonly LeaseTable _table;

    public LeaseTableTests()
    {
        _space = new(new() { TimeProvider = _clock });
        _table = new(_space, Memory);
    }

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task A_tuple_comes_back_when_its_holder_is_silent()
    {
        var id = await HoldAsync();

        _clock.Advance(Term);

        Assert.Equal(1, await _space.CountAsync(["job", 1]));
        Assert.False(_table.TryCommit(id));
        Assert.False(_table.TryExtend(id, Term));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public async Task A_tuple_stays_away_while_its_holder_is_heard_of()
    {
        var id = await HoldAsync();

        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(Term / 2);
            Assert.True(_table.TryExtend(id, Term));
        }

        Assert.Equal(0, await _space.CountAsync(["job", 1]));
    }

    [Fact]
    public async Task A_commit_may_be_repeated_for_a_while()
    {
        var id = await HoldAsync();

        Assert.True(_table.TryCommit(id));
        Assert.True(_table.TryCommit(id));
        Assert.False(_table.TryExtend(id, Term));
        Assert.Null(_table.TryReplace(id, ["job", 2], Grant.Forever));

        _clock.Advance(Memory);
        Assert.False(_table.TryCommit(id));
        Assert.Equal(0, _table.Count);
        Assert.Equal(0, _space.TupleCount);
    }

    [Fact]
    public async Task A_replacement_may_be_repeated_and_is_written_once()
    {
        var id = await HoldAsync();

        var entry = _table.TryReplace(id, ["job", 2], Grant.Forever);

        Assert.NotNull(entry);
        Assert.Same(entry, _table.TryReplace(id, ["job", 2], Grant.Forever));
        Assert.Equal(1, await _space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_tuple_that_was_returned_cannot_be_committed()
    {
        var id = await HoldAsync();

        _table.Return(id);
        _table.Return(id);

        Assert.False(_table.TryCommit(id));
        Assert.Equal(1, await _space.CountAsync(["job", 1]));
    }

    [Fact]
    public async Task All_tuples_come_back_when_nobody_can_be_heard_any_more()
    {
        await HoldAsync();
        await HoldAsync();

        _table.ReturnAll();

        Assert.Equal(2, await _space.CountAsync(["job", 1]));
    }

    [Fact]
    public async Task A_tuple_that_comes_back_by_silence_goes_to_who_waits_for_it()
    {
        await HoldAsync();
        var take = _space.TryTakeAndCommitAsync(["job", null], Term * 2).AsTask();

        _clock.Advance(Term);

        Assert.NotNull(await take);
        Assert.Equal(0, _space.TupleCount);
    }

    private async Task<long> HoldAsync()
    {
        await _space.WriteAsync(["job", 1]);
        return _table.Hold((await _space.TryTakeAsync(["job", 1]))!, Term);
    }
}
