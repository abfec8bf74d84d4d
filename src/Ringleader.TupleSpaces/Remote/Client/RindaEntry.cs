using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A TupleEntry in a Ruby process, by reference: Ruby may forget it once its tuple is gone.</summary>
internal sealed class RindaEntry(RindaSpace space, RemoteObject entry, LentRenewers renewers, SpaceTuple tuple, TimeProvider clock) : ITupleEntry
{
    /// <summary>What Rinda says for ever with: 2038-01-19.</summary>
    private static readonly DateTimeOffset RindaForever = DateTimeOffset.FromUnixTimeSeconds(int.MaxValue);

    public SpaceTuple Tuple => tuple;

    /// <summary>Rinda cancels what is gone as well, so whether the tuple was still there is asked before.</summary>
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

    /// <summary>An entry that was taken stays alive in Ruby, so an equal tuple has to be there too; it may be another one.</summary>
    public async ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var isAlive = await entry.CallAsync<bool>("alive?", cancellationToken: cancellationToken).ConfigureAwait(false);
            return isAlive && await space.CountAsync(Template.Exactly(tuple), cancellationToken).ConfigureAwait(false) > 0
                ? TupleEntryState.Present
                : TupleEntryState.Gone;
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
            var expires = ToInstant(await entry.CallAsync("expires", cancellationToken: cancellationToken).ConfigureAwait(false));
            return expires >= RindaForever || expires <= clock.GetUtcNow() ? null : expires;
        }
        catch (RemoteReferenceException)
        {
            return null;
        }
    }

    /// <summary>Ruby's clock counts nanoseconds, which a DateTimeOffset cannot hold.</summary>
    private static DateTimeOffset? ToInstant(object? value) =>
        value is RubyTime time && time.TryGetMicroseconds(out var instant) ? instant : value as DateTimeOffset?;
}
