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
internal sealed partial class Registrar(ILogger logger)
{
    /// <summary>Looks for one offer and writes it when it is missing. False when the board does not answer.</summary>
    public async ValueTask<bool> KeepAsync(ServiceOffer offer, RingBoard board, CancellationToken cancellationToken)
    {
        var placement = offer.PlacementOn(board);
        if (placement is not null)
        {
            var look = await board.AskAsync(
                (space, token) => IsThereAsync(offer, placement.Entry, space, token), cancellationToken).ConfigureAwait(false);
            if (!look.HasCome)
            {
                return false;
            }

            if (look.Value)
            {
                offer.IsOn(board, placement.Entry);
                return true;
            }
        }

        var write = await board.AskAsync(
            (space, token) => space.WriteAsync(offer.Tuple, offer.Lifetime, token), cancellationToken).ConfigureAwait(false);
        if (!write.TryGet(out var entry))
        {
            return false;
        }

        ServicesDiagnostics.Registrations.Add(1);
        if (placement is null)
        {
            LogRegistered(offer.Name, board.Name);
        }
        else
        {
            LogRegisteredAgain(offer.Name, board.Name);
        }

        offer.IsOn(board, entry);
        return true;
    }

    /// <summary>Takes one offer away. False when the board does not answer.</summary>
    public static async ValueTask<bool> WithdrawAsync(ServiceOffer offer, RingBoard board, CancellationToken cancellationToken)
    {
        if (offer.PlacementOn(board) is not { Entry: var entry })
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

                return (await space.TakeAllAsync(ServiceTuple.Exactly(offer.Tuple), cancellationToken: token).ConfigureAwait(false)).Count > 0;
            },
            cancellationToken).ConfigureAwait(false);
        offer.IsUnknownOn(board);
        return answer.HasCome;
    }

    private static async ValueTask<bool> IsThereAsync(
        ServiceOffer offer, ITupleEntry entry, ITupleSpace space, CancellationToken cancellationToken)
    {
        var exactly = ServiceTuple.Exactly(offer.Tuple);
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
}
