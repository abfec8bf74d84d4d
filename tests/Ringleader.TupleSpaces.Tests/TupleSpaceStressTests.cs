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

        var counted = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => PassAsync(space, new Random(seed + worker), Tokens, Rounds)))).WaitAsync(Patience);

        var left = await space.ReadAllAsync(["token", null, null]);
        Assert.Equal(Enumerable.Range(0, Tokens), left.Select(tuple => (int)tuple[1]!).Order());
        Assert.Equal(counted.Sum(), left.Sum(tuple => (int)tuple[2]!));
        await space.TakeAllAsync(["spare", null, null]);
        Assert.Equal(Tokens, space.TupleCount);
        Assert.Equal(0, space.WaiterCount);
    }

    /// <summary>Takes tokens in every way, and adds one to their counts or puts them back as they were.</summary>
    /// <returns>How much was added.</returns>
    private static async Task<int> PassAsync(TupleSpace space, Random random, int tokens, int rounds)
    {
        var added = 0;
        for (var round = 0; round < rounds; round++)
        {
            Template wanted = random.Next(2) == 0 ? ["token", random.Next(tokens), null] : ["token", null, null];
            switch (random.Next(4))
            {
                case 0:
                    await space.WriteAsync(Counted(await space.TakeAndCommitAsync(wanted, Patience)));
                    added++;
                    break;

                case 1:
                    await using (var lease = await space.TakeAsync(wanted, Patience))
                    {
                        if (random.Next(2) == 0)
                        {
                            await lease.ReplaceAsync(Counted(lease.Tuple));
                            added++;
                        }
                    }

                    break;

                case 2:
                    foreach (var tuple in await space.TakeAllAsync(wanted, 3))
                    {
                        await space.WriteAsync(Counted(tuple));
                        added++;
                    }

                    break;

                default:
                    // Most of these wait in vain, and give up while others write.
                    using (var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 3))))
                    {
                        try
                        {
                            var taken = await space.TryTakeAndCommitAsync(wanted, TimeSpan.FromMilliseconds(random.Next(1, 3)), impatience.Token);
                            await space.WriteAsync(taken ?? ["spare", 0, 0]);
                        }
                        catch (OperationCanceledException)
                        {
                            await space.WriteAsync(["spare", 0, 0]);
                        }
                    }

                    await space.TryTakeAndCommitAsync(["spare", null, null]);
                    break;
            }
        }

        return added;
    }

    private static SpaceTuple Counted(SpaceTuple tuple) => [tuple[0], tuple[1], (int)tuple[2]! + 1];
}
