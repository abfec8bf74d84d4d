namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A tuple that was taken under a lease which the server holds.</summary>
internal sealed class LeasedTuple(ILeasingSpace remote, LeaseKeeper leases, KeptLease lease, SpaceTuple tuple, LeasingSpace space) : ITakenTuple
{
    private const int Open = 0;
    private const int Settling = 1;
    private const int Settled = 2;
    private int _state;

    public SpaceTuple Tuple => tuple;

    public CancellationToken LeaseLost { get; } = lease.Lost;

    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        var committed = await SettleAsync(token => remote.CommitLeaseAsync(lease.Id, token), cancellationToken).ConfigureAwait(false);
        if (!committed)
        {
            throw Lost();
        }
    }

    public async ValueTask<ITupleEntry> ReplaceAsync(SpaceTuple replacement, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        var wire = space.ToWire(replacement);
        var sec = space.ToWire(lifetime, replacement);
        var id = await SettleAsync(token => remote.ReplaceLeaseAsync(lease.Id, wire, sec, token), cancellationToken).ConfigureAwait(false);
        return id is { } entry ? space.Entry(entry, replacement) : throw Lost();
    }

    public async ValueTask ReturnAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _state) == Open)
        {
            await SettleAsync(ReturnLeaseAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Settled, Open) == Open)
        {
            await leases.ReturnAsync(lease).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Settles once. A call whose answer was lost is repeated while the lease lasts, which the server allows; when it fails
    /// for good the lease is open again, and the caller may try once more.
    /// </summary>
    private async ValueTask<T> SettleAsync<T>(Func<CancellationToken, ValueTask<T>> settle, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Settling, Open) != Open)
        {
            throw new InvalidOperationException($"The taken tuple {tuple} is settled already.");
        }

        try
        {
            var answer = await leases.RepeatAsync(lease, settle, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _state, Settled);
            leases.Forget(lease);
            return answer;
        }
        finally
        {
            Interlocked.CompareExchange(ref _state, Open, Settling);
        }
    }

    private async ValueTask<bool> ReturnLeaseAsync(CancellationToken cancellationToken)
    {
        await remote.ReturnLeaseAsync(lease.Id, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private LeaseLostException Lost() => new($"The lease on {tuple} had ended before it was settled; the tuple went back to its space.");
}
