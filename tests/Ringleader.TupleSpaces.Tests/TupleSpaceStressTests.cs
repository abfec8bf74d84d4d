namespace Ringleader.TupleSpaces.Tests;

public sealed class TupleSpaceStressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(TupleOrder.FirstInFirstOut)]
    [InlineData(TupleOrder.AsRinda)]
    public async Task Tokens_that_are_passed_around_in_every_way_are_neither_lost_nor_doubled(TupleOrder order)
    {
        const int Tokens = 200, Workers = 8, Rounds = 2_000;
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var space = new TupleSpace(new() { Order = order, Indexing = new(LongSearch: 4, BuildStep: 8, MaxIndexes: 2, MinSearchesApart: 8) });
        for (var i = 0; i < Tokens; i++)
        {
            await space.WriteAsync(["token", i, 0]);
        }

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => PassAsync(space, new Random(seed + worker), Tokens, Rounds)))).WaitAsync(Patience);

        var left = await space.ReadAllAsync(["token", null, null]);
        Assert.Equal(Enumerable.Range(0, Tokens), left.Select(tuple => (int)tuple[1]!).Order());
        Assert.Equal(Workers * Rounds, left.Sum(tuple => (int)tuple[2]!));
        Assert.Equal(Tokens, space.TupleCount);
        Assert.Equal(0, space.WaiterCount);
    }

    /// <summary>Each round adds one to the count of one token.</summary>
    private static async Task PassAsync(TupleSpace space, Random random, int tokens, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Template wanted = random.Next(2) == 0 ? ["token", random.Next(tokens), null] : ["token", null, null];
            switch (random.Next(3))
            {
                case 0:
                    var taken = await space.TakeAndCommitAsync(wanted, Patience);
                    await space.WriteAsync(Counted(taken));
                    break;

                case 1:
                    await using (var lease = await space.TakeAsync(wanted, Patience))
                    {
                        if (random.Next(2) == 0)
                        {
                            round--;
                        }
                        else
                        {
                            await lease.ReplaceAsync(Counted(lease.Tuple));
                        }
                    }

                    break;

                default:
                    var entry = await space.TakeAndCommitAsync(wanted, Patience);
                    var written = await space.WriteAsync(entry);
                    if (await written.CancelAsync())
                    {
                        await space.WriteAsync(Counted(entry));
                    }
                    else
                    {
                        round--;
                    }

                    break;
            }
        }
    }

    private static SpaceTuple Counted(SpaceTuple tuple) => [tuple[0], tuple[1], (int)tuple[2]! + 1];
}
