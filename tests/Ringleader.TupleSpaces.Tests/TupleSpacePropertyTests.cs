using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Tests;

/// <summary>Random operations on a space and on a plain list have the same answers, with indexes that come and go all the time.</summary>
public sealed class TupleSpacePropertyTests
{
    [Theory]
    [InlineData(TupleOrder.FirstInFirstOut, 1)]
    [InlineData(TupleOrder.FirstInFirstOut, 2)]
    [InlineData(TupleOrder.FirstInFirstOut, 3)]
    [InlineData(TupleOrder.FirstInFirstOut, null)]
    [InlineData(TupleOrder.AsRinda, 1)]
    [InlineData(TupleOrder.AsRinda, null)]
    public async Task Answers_are_those_of_a_plain_list(TupleOrder order, int? fixedSeed)
    {
        var seed = fixedSeed ?? Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var space = new TupleSpace(new()
        {
            Order = order,
            Indexing = new(LongSearch: 2, Searches: 2, BuildStep: 3, MaxIndexes: 3, MinSearchesApart: 4),
        });
        var model = new NaiveSpace(order);
        var leases = new List<ITakenTuple>();
        var entries = new List<ITupleEntry>();
        for (var step = 0; step < 6000; step++)
        {
            var where = $"seed {seed}, step {step}";
            switch (random.Next(12))
            {
                case 0 or 1 or 2 or 3:
                    var tuple = RandomTuple(random);
                    entries.Add(await space.WriteAsync(tuple));
                    model.Write(tuple);
                    break;

                case 4 or 5:
                    var template = RandomTemplate(random);
                    var taken = await space.TryTakeAndCommitAsync(template);
                    AssertSame(model.Find(template), taken, where);
                    Forget(model, taken);
                    break;

                case 6:
                    template = RandomTemplate(random);
                    AssertSame(model.Find(template), await space.TryReadAsync(template), where);
                    break;

                case 7:
                    template = RandomTemplate(random);
                    var lease = await space.TryTakeAsync(template);
                    AssertSame(model.Find(template), lease?.Tuple, where);
                    Forget(model, lease?.Tuple);
                    leases.AddRange(lease is null ? [] : [lease]);
                    break;

                case 8 when leases.Count > 0:
                    var at = random.Next(leases.Count);
                    if (random.Next(3) == 0)
                    {
                        await leases[at].CommitAsync();
                    }
                    else
                    {
                        await leases[at].ReturnAsync();
                        model.Write(leases[at].Tuple);
                    }

                    leases.RemoveAt(at);
                    break;

                case 9:
                    template = RandomTemplate(random);
                    var all = await space.ReadAllAsync(template);
                    Assert.True(model.FindAll(template).SequenceEqual(all, ReferenceEqualityComparer.Instance), where);
                    Assert.Equal(all.Count, await space.CountAsync(template));
                    break;

                case 10 when random.Next(10) == 0:
                    template = RandomTemplate(random);
                    var expected = model.FindAll(template).Take(5).ToList();
                    Assert.True(expected.SequenceEqual(await space.TakeAllAsync(template, 5), ReferenceEqualityComparer.Instance), where);
                    expected.ForEach(model.Remove);
                    break;

                case 11 when entries.Count > 0:
                    var entry = entries[random.Next(entries.Count)];
                    var isThere = model.Contains(entry.Tuple);
                    if (isThere || !leases.Exists(held => ReferenceEquals(held.Tuple, entry.Tuple)))
                    {
                        Assert.Equal(isThere, await entry.CancelAsync());
                        Forget(model, entry.Tuple);
                    }

                    break;
            }

            Assert.Equal(model.Count + leases.Count, space.TupleCount);
        }
    }

    private static void AssertSame(SpaceTuple? expected, SpaceTuple? actual, string where) =>
        Assert.True(ReferenceEquals(expected, actual), $"{where}: expected {expected}, got {actual}");

    private static void Forget(NaiveSpace model, SpaceTuple? tuple)
    {
        if (tuple is not null)
        {
            model.Remove(tuple);
        }
    }

    private static SpaceTuple RandomTuple(Random random) => random.Next(5) == 0
        ? SpaceTuple.WithKeys(("a", RandomValue(random)), ("b", RandomValue(random)))
        : SpaceTuple.Create([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => RandomValue(random))]);

    private static Template RandomTemplate(Random random) => random.Next(5) == 0
        ? Template.WithKeys(("b", RandomField(random)), ("a", RandomField(random)))
        : Template.Create([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => RandomField(random))]);

    private static object? RandomField(Random random) => random.Next(2) == 0 ? null : RandomValue(random);

    private static object RandomValue(Random random) => random.Next(3) switch
    {
        0 => RubySymbol.Of($"s{random.Next(4)}"),
        1 => random.Next(6),
        _ => $"t{random.Next(4)}",
    };
}
