using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Demo.Counting;

/// <summary>Counts on a shared board, first carelessly and then carefully; <c>counter.rb</c> does the same in Ruby.</summary>
internal sealed class Counter(ITupleSpace board, CounterPlan plan)
{
    /// <summary>Called with the tuple in hand, at <see cref="CounterPlan.StopAt"/>.</summary>
    public required Func<ITakenTuple, Task> Holding { get; init; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await board.WriteAsync(CounterTuples.Ready(plan.Name), cancellationToken: cancellationToken).ConfigureAwait(false);
        await CountCarelesslyAsync(cancellationToken).ConfigureAwait(false);
        await CountCarefullyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads, adds one, takes whatever is there by then and writes the sum.</summary>
    private async Task CountCarelesslyAsync(CancellationToken cancellationToken)
    {
        var count = CounterTuples.AnyCount(CounterTuples.Careless);
        await board.ReadAsync(CounterTuples.AnyGo(CounterTuples.Careless), cancellationToken: cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < plan.Times; i++)
        {
            var seen = await board.ReadAsync(count, cancellationToken: cancellationToken).ConfigureAwait(false);
            await board.TakeAndCommitAsync(count, cancellationToken: cancellationToken).ConfigureAwait(false);
            await board.WriteAsync(CounterTuples.Count(CounterTuples.Careless, seen.Get<int>(1) + 1), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        await board.WriteAsync(CounterTuples.Done(CounterTuples.Careless, plan.Name), cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes, adds one and writes: nobody else can change what is taken.</summary>
    private async Task CountCarefullyAsync(CancellationToken cancellationToken)
    {
        await board.ReadAsync(CounterTuples.AnyGo(CounterTuples.Careful), cancellationToken: cancellationToken).ConfigureAwait(false);
        for (var i = 1; i <= plan.Times; i++)
        {
            var taken = await board.TakeAsync(CounterTuples.AnyCount(CounterTuples.Careful), cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (taken.ConfigureAwait(false))
            {
                if (i == plan.StopAt)
                {
                    await Holding(taken).ConfigureAwait(false);
                }

                await taken.ReplaceAsync(CounterTuples.Count(CounterTuples.Careful, taken.Tuple.Get<int>(1) + 1), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }

        await board.WriteAsync(CounterTuples.Done(CounterTuples.Careful, plan.Name), cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
