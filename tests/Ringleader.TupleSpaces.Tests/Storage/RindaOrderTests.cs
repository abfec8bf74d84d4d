using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Tests.Storage;

/// <summary>The order of Ruby's Rinda, as its bins make it.</summary>
public sealed class RindaOrderTests : IAsyncDisposable
{
    private static readonly RubySymbol S = RubySymbol.Of("s");
    private static readonly RubySymbol R = RubySymbol.Of("r");
    private readonly TupleSpace _space = new(new() { Order = TupleOrder.AsRinda });

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task The_newest_is_taken_when_the_head_is_a_symbol()
    {
        await WriteAsync((S, 0), (S, 1), (S, 2));

        Assert.Equal([2, 1, 0], await TakeAsync([S, null], 3));
    }

    [Fact]
    public async Task The_oldest_is_taken_when_the_head_is_text()
    {
        await WriteAsync(("t", 0), ("t", 1), ("t", 2));

        Assert.Equal([0, 1, 2], await TakeAsync(["t", null], 3));
    }

    [Fact]
    public async Task All_are_read_oldest_first_whatever_the_head()
    {
        await WriteAsync((S, 0), (S, 1), (S, 2));

        Assert.Equal([0, 1, 2], (await _space.ReadAllAsync([S, null])).Select(tuple => tuple[1]));
    }

    [Fact]
    public async Task An_open_head_looks_through_the_bins_in_the_order_in_which_they_came_about()
    {
        await WriteAsync((S, 0), ("t", 1), (R, 2), (S, 3), ("u", 4));

        Assert.Equal([0, 3, 1, 4, 2], await TakeAsync([null, null], 5));
    }

    [Fact]
    public async Task A_bin_that_was_empty_comes_last()
    {
        await WriteAsync((S, 0), (R, 1));
        await TakeAsync([S, null], 1);
        await WriteAsync((S, 2));

        Assert.Equal([1, 2], await TakeAsync([null, null], 2));
    }

    [Fact]
    public async Task Bins_mix_tuples_of_all_lengths()
    {
        await _space.WriteAsync([S]);
        await WriteAsync((S, 1));
        await _space.WriteAsync([S, 2, 3]);
        await _space.WriteAsync([]);
        await _space.WriteAsync(SpaceTuple.WithKeys(("a", S)));

        Assert.Equal([1], await TakeAsync([S, null], 1));
        Assert.NotNull(await _space.TryTakeAndCommitAsync([S]));
        Assert.NotNull(await _space.TryTakeAndCommitAsync([]));
        Assert.NotNull(await _space.TryTakeAndCommitAsync(Template.WithKeys(("a", S))));
        Assert.Equal(1, _space.TupleCount);
    }

    private async Task WriteAsync(params (object Head, int Number)[] tuples)
    {
        foreach (var (head, number) in tuples)
        {
            await _space.WriteAsync([head, number]);
        }
    }

    private async Task<List<object?>> TakeAsync(Template template, int count)
    {
        var taken = new List<object?>();
        while (taken.Count < count)
        {
            taken.Add((await _space.TakeAndCommitAsync(template, TimeSpan.Zero))[1]);
        }

        return taken;
    }
}
