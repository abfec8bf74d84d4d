using Ringleader.Services.Finding;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Borrowing;

/// <summary>
/// Borrows services: takes the registration of a live provider under a lease, so that nobody else can take or find it. All
/// borrowers must use the same board for that, so it is the first ring server that answers.
/// </summary>
internal sealed class ServiceLender(RingBoards boards, ServiceFinder finder, ServiceRingOptions options)
{
    /// <summary>A free and live provider, out of everybody's sight.</summary>
    public async ValueTask<Loan> BorrowAsync(string name, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = options.TimeProvider;
        var started = clock.GetTimestamp();
        var template = ServiceTuple.Named(name);
        var dead = new List<(RingBoard Board, ITakenTuple Taken)>();
        try
        {
            while (true)
            {
                var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - clock.GetElapsedTime(started);
                var isLast = timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero;
                if (await TakeAsync(template, isLast ? TimeSpan.Zero : left, cancellationToken).ConfigureAwait(false) is var (board, taken))
                {
                    var provider = finder.Read(taken.Tuple);
                    if (provider is not null && await finder.IsAliveAsync(provider.Registration, cancellationToken).ConfigureAwait(false))
                    {
                        return new Loan(board, provider, taken);
                    }

                    // Kept until a live one is found: returned at once it would be the next to be taken.
                    dead.Add((board, taken));
                }
                else if (isLast)
                {
                    throw await NothingFreeAsync(name, template, timeout, dead.Count, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            foreach (var (board, taken) in dead)
            {
                await board.AskAsync((_, token) => taken.ReturnAsync(token), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Null when nothing was free in time, or when the ring server did not answer.</summary>
    private async ValueTask<(RingBoard Board, ITakenTuple Taken)?> TakeAsync(Template template, TimeSpan limit, CancellationToken cancellationToken)
    {
        foreach (var board in await boards.AtLeastOneAsync(options.Finder.Timeout, cancellationToken).ConfigureAwait(false))
        {
            var sign = await board.AskAsync((space, token) => space.CountAsync(template, token), cancellationToken).ConfigureAwait(false);
            if (sign.HasCome)
            {
                var taken = await TakeAsync(board, template, limit, cancellationToken).ConfigureAwait(false);
                return taken is null ? null : (board, taken);
            }
        }

        await Task.Delay(SliceOf(limit), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Waits a slice at a time, so that a ring server that has come back is preferred again soon.</summary>
    private async ValueTask<ITakenTuple?> TakeAsync(RingBoard board, Template template, TimeSpan limit, CancellationToken cancellationToken)
    {
        var slice = SliceOf(limit);
        var answer = await board.AskAsync(
            (space, token) => space.TryTakeAsync(template, slice, token), slice + options.ProbeTimeout, cancellationToken).ConfigureAwait(false);
        return answer.Value;
    }

    private TimeSpan SliceOf(TimeSpan limit) => limit < TimeSpan.Zero || limit > options.CheckPeriod ? options.CheckPeriod : limit;

    private async ValueTask<ServiceNotFoundException> NothingFreeAsync(
        string name, Template template, TimeSpan timeout, int deadCount, CancellationToken cancellationToken)
    {
        var listing = await finder.ReadAsync(template, cancellationToken).ConfigureAwait(false);
        return new($"No provider of '{name}' became free within {timeout.TotalSeconds:0.###} s. {listing.WhoWasAsked}"
            + (deadCount == 0 ? "" : $" {deadCount} did not answer.")
            + " Either none is registered, or all are on loan.");
    }
}
