using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Waiting;

/// <summary>
/// A call with a costly template: one with a regular expression, a predicate, or a value of many values. Its tuples are screened
/// while the space is locked, tried while it is not, and looked up again by their ids to be taken.
/// </summary>
/// <remarks>
/// So such a call never holds up others, however long it takes. In return, a tuple may be gone when it turns out to match, and then
/// the search goes on; and of those that wait for the same new tuple, calls with other templates come first.
/// </remarks>
/// <param name="space">Where to look.</param>
/// <param name="template">For what.</param>
/// <param name="kind">What to do with it.</param>
internal sealed class CostlySearch(TupleSpace space, Template template, WaitKind kind)
{
    /// <summary>How many tuples are screened at first. A search that goes on takes several times as many, so that screening again costs little.</summary>
    private const int FirstBatch = 64;

    private const int Growth = 4;

    /// <summary>What <see cref="WaitKind.Replace"/> writes.</summary>
    public (SpaceTuple Tuple, Grant Grant) Replacement { get; init; }

    /// <summary>All tuples that match now, in order.</summary>
    /// <exception cref="InvalidTupleException">The template has used up its time.</exception>
    public static List<Candidate> FindAll(TupleSpace space, Template template)
    {
        List<Candidate> found = [];
        space.FindCandidates(template, int.MaxValue, found);
        found.RemoveAll(candidate => !template.Matches(candidate.Tuple));
        return found;
    }

    /// <summary>Looks at once, in the calling thread, and then waits.</summary>
    public ValueTask<T?> RunAsync<T>(TimeSpan timeout, CancellationToken cancellationToken)
        where T : class =>
        Find() is { } found ? new((T)found) : timeout == TimeSpan.Zero ? default : WaitAsync<T>(timeout, cancellationToken);

    private object? Find()
    {
        List<Candidate> batch = [];
        HashSet<long> tried = [];
        for (var size = FirstBatch; ; size = (int)Math.Min((long)size * Growth, int.MaxValue))
        {
            batch.Clear();
            space.FindCandidates(template, size, batch);
            foreach (var candidate in batch)
            {
                if (tried.Add(candidate.Id) && Try(candidate) is { } found)
                {
                    return found;
                }
            }

            if (batch.Count < size)
            {
                return null;
            }
        }
    }

    private object? Try(Candidate candidate) => template.Matches(candidate.Tuple) ? space.TrySettle(candidate, kind, Replacement) : null;

    private async ValueTask<T?> WaitAsync<T>(TimeSpan timeout, CancellationToken cancellationToken)
        where T : class
    {
        var probe = space.AddProbe(template, timeout);
        try
        {
            // What was written before the probe was there is looked at again; from now on it misses nothing.
            var found = Find();
            List<Candidate> news = [];
            while (found is null)
            {
                await probe.Signal.WaitAsync(cancellationToken).ConfigureAwait(false);
                bool hasMissed;
                lock (space.Lock)
                {
                    hasMissed = probe.Drain(news);
                }

                found = await TryAsync(news, hasMissed, cancellationToken).ConfigureAwait(false);
                news.Clear();
                if (found is null && probe.IsOver)
                {
                    return probe.Error is null ? null : throw probe.Error;
                }
            }

            return (T)found;
        }
        finally
        {
            space.RemoveProbe(probe);
        }
    }

    private async ValueTask<object?> TryAsync(List<Candidate> news, bool hasMissed, CancellationToken cancellationToken)
    {
        if (news.Count == 0)
        {
            return null;
        }

        await space.CostlyLane.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var candidate in news)
            {
                if (Try(candidate) is { } found)
                {
                    return found;
                }
            }

            return hasMissed ? Find() : null;
        }
        finally
        {
            space.CostlyLane.Release();
        }
    }
}
