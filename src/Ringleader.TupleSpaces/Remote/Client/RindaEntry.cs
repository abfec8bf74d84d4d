using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A TupleEntry in a Ruby process, by reference: Ruby may forget it once its tuple is gone.</summary>
internal sealed class RindaEntry(RemoteObject entry, LentRenewers renewers, SpaceTuple tuple, TimeProvider clock) : ITupleEntry
{
    /// <summary>What Rinda says for ever with: 2038-01-19.</summary>
    private static readonly DateTimeOffset RindaForever = DateTimeOffset.FromUnixTimeSeconds(int.MaxValue);

    public SpaceTuple Tuple => tuple;

    /// <summary>Rinda keeps cancelled and taken entries alike, so whether the tuple was still there can only be asked before.</summary>
    public async ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default)
    {
        if (await GetStateAsync(cancellationToken).ConfigureAwait(false) == TupleEntryState.Gone)
        {
            return false;
        }

        await entry.CallAsync("cancel", cancellationToken: cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async ValueTask<bool> RenewAsync(Lifetime lifetime, CancellationToken cancellationToken = default)
    {
        if (await GetStateAsync(cancellationToken).ConfigureAwait(false) == TupleEntryState.Gone)
        {
            return false;
        }

        await entry.CallAsync("renew", [renewers.ToWire(lifetime, tuple)], cancellationToken: cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>An entry that was taken stays alive in Ruby until it is collected: <see cref="TupleEntryState.Present"/> until then.</summary>
    public async ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var isAlive = await entry.CallAsync<bool>("alive?", cancellationToken: cancellationToken).ConfigureAwait(false);
            return isAlive ? TupleEntryState.Present : TupleEntryState.Gone;
        }
        catch (RemoteReferenceException)
        {
            return TupleEntryState.Gone;
        }
    }

    public async ValueTask<DateTimeOffset?> GetExpiryAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var expires = await entry.CallAsync<DateTimeOffset?>("expires", cancellationToken: cancellationToken).ConfigureAwait(false);
            return expires >= RindaForever || expires <= clock.GetUtcNow() ? null : expires;
        }
        catch (RemoteReferenceException)
        {
            return null;
        }
    }
}
