using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Offering;

/// <summary>Brings one ring server in line with one offer.</summary>
/// <remarks>
/// An offer is there when the board has its tuple, or has lent it out. The entry's handle is not believed alone: a ring server that
/// was restarted may have given the same number to somebody else's tuple.
/// </remarks>
internal sealed partial class Registrar(ReturnPath returnPath, ILogger logger)
{
    private const int TimesGoneUntilReported = 2;

    /// <summary>Looks for one offer and writes it when it is missing. False when the board does not answer.</summary>
    public async ValueTask<bool> KeepAsync(ServiceOffer offer, RingBoard board, CancellationToken cancellationToken)
    {
        var placement = offer.PlacementOn(board);
        if (placement is not null)
        {
            var look = await board.AskAsync(
                (space, token) => IsThereAsync(placement.Entry, placement.Tuple, space, token), cancellationToken).ConfigureAwait(false);
            if (!look.HasCome)
            {
                return false;
            }

            if (look.Value)
            {
                offer.IsOn(board, placement.Entry, placement.Tuple);
                return true;
            }
        }

        var problem = await board.AskAsync((_, token) => returnPath.FindProblemAsync(board, token), cancellationToken).ConfigureAwait(false);
        if (problem.Value is { } unreachable)
        {
            Report(offer, board, unreachable);
            return true;
        }

        return problem.HasCome && await WriteAsync(offer, board, placement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes, and looks whether it stayed: a ring server that cannot ask the renewer takes the tuple and drops it at once, and
    /// says nothing.
    /// </summary>
    private async ValueTask<bool> WriteAsync(ServiceOffer offer, RingBoard board, Placement? before, CancellationToken cancellationToken)
    {
        var write = await board.AskAsync(
            async (space, token) =>
            {
                var reference = returnPath.ReferenceFor(offer.Implementation, board);
                var tuple = ServiceTuple.Of(offer.Identity, reference);
                var entry = await space.WriteAsync(tuple, offer.Lifetime, token).ConfigureAwait(false);
                return (Entry: entry, Tuple: tuple, Reference: reference, IsThere: await IsThereAsync(entry, tuple, space, token).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (!write.HasCome)
        {
            return false;
        }

        var (entry, tuple, reference, isThere) = write.Value;
        if (!isThere)
        {
            if (offer.IsGoneFrom(board, entry, tuple) >= TimesGoneUntilReported)
            {
                Report(offer, board, ReturnPath.NotKept(board, reference));
            }

            return true;
        }

        ServicesDiagnostics.Registrations.Add(1);
        if (before is null or { TimesGone: > 0 })
        {
            LogRegistered(offer.Name, board.Name);
        }
        else
        {
            LogRegisteredAgain(offer.Name, board.Name);
        }

        offer.IsOn(board, entry, tuple);
        return true;
    }

    private void Report(ServiceOffer offer, RingBoard board, string problem)
    {
        offer.IsUnknownOn(board);
        if (offer.HasProblemWith(board, problem))
        {
            LogUnreachable(offer.Name, problem);
        }
    }

    /// <summary>Takes one offer away. False when the board does not answer.</summary>
    public static async ValueTask<bool> WithdrawAsync(ServiceOffer offer, RingBoard board, CancellationToken cancellationToken)
    {
        if (offer.PlacementOn(board) is not { Entry: var entry, Tuple: var tuple })
        {
            return true;
        }

        var answer = await board.AskAsync(
            async (space, token) =>
            {
                // The handle reaches a tuple that is on loan too; but it may be one of before a restart.
                if (await StateOfAsync(entry, token).ConfigureAwait(false) == TupleEntryState.Leased)
                {
                    return await entry.CancelAsync(token).ConfigureAwait(false);
                }

                return (await space.TakeAllAsync(ServiceTuple.Exactly(tuple), cancellationToken: token).ConfigureAwait(false)).Count > 0;
            },
            cancellationToken).ConfigureAwait(false);
        offer.IsUnknownOn(board);
        return answer.HasCome;
    }

    private static async ValueTask<bool> IsThereAsync(
        ITupleEntry entry, SpaceTuple tuple, ITupleSpace space, CancellationToken cancellationToken)
    {
        var exactly = ServiceTuple.Exactly(tuple);
        if (await space.CountAsync(exactly, cancellationToken).ConfigureAwait(false) > 0)
        {
            return true;
        }

        return await StateOfAsync(entry, cancellationToken).ConfigureAwait(false) switch
        {
            TupleEntryState.Leased => true,

            // It may have come back from a loan since it was counted.
            TupleEntryState.Present => await space.CountAsync(exactly, cancellationToken).ConfigureAwait(false) > 0,
            _ => false,
        };
    }

    private static async ValueTask<TupleEntryState> StateOfAsync(ITupleEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await entry.GetStateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException error) when (!error.IsTransient)
        {
            // A server that was restarted does not know the handle, or knows it as something else.
            return TupleEntryState.Gone;
        }
    }

    [LoggerMessage(3003, LogLevel.Information, "Registered '{Service}' at the ring server '{RingServer}'.")]
    private partial void LogRegistered(string service, string ringServer);

    [LoggerMessage(3004, LogLevel.Warning, "The ring server '{RingServer}' had lost '{Service}'. Registered it again.")]
    private partial void LogRegisteredAgain(string service, string ringServer);

    [LoggerMessage(3013, LogLevel.Warning, "'{Service}' is not registered. {Problem}")]
    private partial void LogUnreachable(string service, string problem);
}
