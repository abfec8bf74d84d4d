namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>An entry of a <see cref="TupleSpaceServer"/>, known by its id.</summary>
internal sealed class LeasingEntry(ILeasingSpace remote, LentRenewers renewers, long id, SpaceTuple tuple) : ITupleEntry
{
    public SpaceTuple Tuple => tuple;

    public ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default) => remote.CancelEntryAsync(id, cancellationToken);

    public ValueTask<bool> RenewAsync(Lifetime lifetime, CancellationToken cancellationToken = default) =>
        remote.RenewEntryAsync(id, renewers.ToWire(lifetime, tuple), cancellationToken);

    public async ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default) =>
        EntryStates.Parse(await remote.EntryStateAsync(id, cancellationToken).ConfigureAwait(false));

    public ValueTask<DateTimeOffset?> GetExpiryAsync(CancellationToken cancellationToken = default) =>
        remote.EntryExpiresAsync(id, cancellationToken);
}
