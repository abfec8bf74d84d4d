using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <summary>What every tuple space promises, wherever it is. A backend is done when this passes on it.</summary>
public abstract partial class TupleSpaceConformance : IAsyncLifetime
{
    /// <summary>A safety net only: what a test waits for comes much earlier.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Long enough to be told from no time, short enough to be waited for when time is real.</summary>
    protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    protected TupleSpaceBackend Backend { get; private set; } = null!; // set before each test

    protected ITupleSpace Space => Backend.Space;

    public async ValueTask InitializeAsync() => Backend = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_tuple_that_is_read_stays()
    {
        await Space.WriteAsync(["job", 1]);

        Assert.Equal(1, (await Space.TryReadAsync(["job", null]))?.Get<int>(1));
        Assert.Equal(1, (await Space.TryReadAsync(["job", null]))?.Get<int>(1));
    }

    [Fact]
    public async Task A_tuple_that_is_taken_is_gone()
    {
        await Space.WriteAsync(["job", 1]);

        Assert.Equal(1, (await Space.TryTakeAndCommitAsync(["job", null]))?.Get<int>(1));
        Assert.Null(await Space.TryReadAsync(["job", null]));
    }

    [Fact]
    public async Task Looking_once_gives_null_when_nothing_matches()
    {
        await Space.WriteAsync(["job", 1]);

        Assert.Null(await Space.TryReadAsync(["job", 2]));
        Assert.Null(await Space.TryTakeAsync(["job", 2]));
        Assert.Null(await Space.TryTakeAndCommitAsync(["job", 2]));
        Assert.Empty(await Space.ReadAllAsync(["job", 2]));
        Assert.Empty(await Space.TakeAllAsync(["job", 2]));
    }

    [Fact]
    public async Task A_template_matches_tuples_of_its_own_length()
    {
        await Space.WriteAsync(["job", 1, "x"]);

        Assert.Null(await Space.TryReadAsync(["job", 1]));
        Assert.Null(await Space.TryReadAsync(["job", 1, "x", null]));
        Assert.NotNull(await Space.TryReadAsync([null, null, null]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_constant_is_looked_for_in_each_field(int field)
    {
        for (var i = 0; i < 200; i++)
        {
            await Space.WriteAsync([$"a{i}", $"b{i}", $"c{i}"]);
        }

        for (var i = 0; i < 200; i += 13)
        {
            var fields = new object?[3];
            fields[field] = $"{"abc"[field]}{i}";
            Assert.Equal($"b{i}", (await Space.TryReadAsync(Template.Create(fields)))?.Get<string>(1));
        }
    }

    [Fact]
    public async Task A_tuple_with_keys_is_matched_by_its_keys_in_any_order()
    {
        await Space.WriteAsync(SpaceTuple.WithKeys(("name", "anna"), ("age", 30)));

        Assert.Equal(30, (await Space.TryReadAsync(Template.WithKeys(("age", null), ("name", "anna"))))?.Get<int>("age"));
        Assert.Null(await Space.TryReadAsync(Template.WithKeys(("age", null))));
        Assert.Null(await Space.TryReadAsync(Template.WithKeys(("age", null), ("surname", null))));
        Assert.Null(await Space.TryReadAsync([null, null]));
    }

    [Fact]
    public async Task The_oldest_match_is_answered()
    {
        await WriteAsync("job", 1, 2, 3);

        Assert.Equal(1, (await Space.TryReadAsync(["job", null]))?.Get<int>(1));
        Assert.Equal(1, (await Space.TryTakeAndCommitAsync([null, null]))?.Get<int>(1));
        Assert.Equal(2, (await Space.TryTakeAndCommitAsync(["job", null]))?.Get<int>(1));
        Assert.Equal(3, (await Space.TryTakeAndCommitAsync(["job", null]))?.Get<int>(1));
    }

    [Fact]
    public async Task All_matches_are_read_oldest_first_and_stay()
    {
        await WriteAsync("job", 1, 2, 3);
        await WriteAsync("other", 4);

        Assert.Equal([1, 2, 3], (await Space.ReadAllAsync(["job", null])).Select(Number));
        Assert.Equal(3, await Space.CountAsync(["job", null]));
        Assert.Equal(4, await Space.CountAsync([null, null]));
        Assert.Equal(0, await Space.CountAsync(["job"]));
    }

    [Fact]
    public async Task All_matches_are_taken_oldest_first()
    {
        await WriteAsync("job", 1, 2, 3);
        await WriteAsync("other", 4);

        Assert.Equal([1, 2, 3], (await Space.TakeAllAsync(["job", null])).Select(Number));
        Assert.Equal([4], (await Space.ReadAllAsync([null, null])).Select(Number));
    }

    [Fact]
    public async Task No_more_are_taken_than_are_wanted()
    {
        await WriteAsync("job", 1, 2, 3);

        Assert.Equal([1, 2], (await Space.TakeAllAsync(["job", null], 2)).Select(Number));
        Assert.Equal([3], (await Space.ReadAllAsync(["job", null])).Select(Number));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Space.TakeAllAsync(["job", null], 0));
    }

    [Fact]
    public async Task A_replacement_takes_one_tuple_and_writes_another()
    {
        await WriteAsync("count", 1);
        if (!Backend.CanReplace)
        {
            await Assert.ThrowsAsync<NotSupportedException>(async () => await Space.TryReplaceAsync(["count", null], ["count", 2]));
            Assert.Equal([1], (await Space.ReadAllAsync(["count", null])).Select(Number));
            return;
        }

        Assert.Equal(1, (await Space.TryReplaceAsync(["count", null], ["count", 2]))?.Get<int>(1));
        Assert.Equal([2], (await Space.ReadAllAsync(["count", null])).Select(Number));
        Assert.Null(await Space.TryReplaceAsync(["count", 7], ["count", 8]));
        Assert.Equal([2], (await Space.ReadAllAsync(["count", null])).Select(Number));
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing_and_double_nothing()
    {
        const int Callers = 4, Each = 100;
        var takers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var taken = new List<int>();
            for (var i = 0; i < Each; i++)
            {
                taken.Add(Number(await Space.TakeAndCommitAsync(["job", null], Patience)));
            }

            return taken;
        })).ToArray();
        var writers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await Space.WriteAsync(["job", (caller * Each) + i]);
            }
        })).ToArray();

        await Task.WhenAll(writers).WaitAsync(Patience);
        var all = (await Task.WhenAll(takers).WaitAsync(Patience)).SelectMany(taken => taken).Order();

        Assert.Equal(Enumerable.Range(0, Callers * Each), all);
        Assert.Equal(0, await Space.CountAsync([null, null]));
    }

    /// <summary>A new, empty space.</summary>
    protected abstract ValueTask<TupleSpaceBackend> StartAsync();

    protected static int Number(SpaceTuple tuple) => tuple.Get<int>(1);

    protected async Task WriteAsync(string head, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await Space.WriteAsync([head, number]);
        }
    }
}
