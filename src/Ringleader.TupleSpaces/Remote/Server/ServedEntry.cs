namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>A written tuple, as Rinda's TupleEntry. Made anew for each call: the id names the tuple, and nothing is kept for it.</summary>
internal sealed class ServedEntry(SpaceFront space, ITupleEntry entry, long id) : IRindaEntry
{
    public long Id => id;

    public object? Value => space.ToWire(entry.Tuple);

    public int Size => entry.Tuple.Count;

    public object? this[object? key] => ServedFields.At(Value, key);

    public object? Fetch(object? key) => ServedFields.Fetch(Value, key);

    /// <summary>True, as in Rinda, also for a tuple that is gone.</summary>
    public async ValueTask<bool> CancelAsync()
    {
        await entry.CancelAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>A tuple that is gone counts as cancelled unless its time has run out.</summary>
    public async ValueTask<bool> IsCanceledAsync() => await entry.GetStateAsync().ConfigureAwait(false) == TupleEntryState.Gone;

    public async ValueTask<bool> IsAliveAsync() => await entry.GetStateAsync().ConfigureAwait(false) != TupleEntryState.Gone;

    public async ValueTask<bool> IsExpiredAsync() => await entry.GetStateAsync().ConfigureAwait(false) == TupleEntryState.Gone;

    public async ValueTask<object?> ExpiresAsync() => await entry.GetExpiryAsync().ConfigureAwait(false);

    public async ValueTask<object?> RenewAsync(object? sec)
    {
        await space.RenewAsync(entry, sec).ConfigureAwait(false);
        return await entry.GetExpiryAsync().ConfigureAwait(false);
    }
}
