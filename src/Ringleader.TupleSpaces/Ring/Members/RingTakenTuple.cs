namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>A tuple under the lease of one member; the others keep theirs until it is settled.</summary>
internal sealed class RingTakenTuple(ITakenTuple lease, RingMember holder, RingMembers members) : ITakenTuple
{
    public SpaceTuple Tuple => lease.Tuple;

    public CancellationToken LeaseLost => lease.LeaseLost;

    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        await SettleAsync(
            async (taken, token) =>
            {
                await taken.CommitAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await members.ForgetAsync(holder, Tuple).ConfigureAwait(false);
    }

    public async ValueTask<ITupleEntry> ReplaceAsync(SpaceTuple replacement, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        var entry = await SettleAsync((taken, token) => taken.ReplaceAsync(replacement, lifetime, token), cancellationToken).ConfigureAwait(false);
        return await members.ReplaceInOthersAsync(new Answer<ITupleEntry>(holder, entry), Tuple, replacement, lifetime).ConfigureAwait(false);
    }

    public async ValueTask ReturnAsync(CancellationToken cancellationToken = default) => await SettleAsync(
        async (taken, token) =>
        {
            await taken.ReturnAsync(token).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => lease.DisposeAsync();

    private async ValueTask<T> SettleAsync<T>(Func<ITakenTuple, CancellationToken, ValueTask<T>> settle, CancellationToken cancellationToken)
    {
        try
        {
            return await holder.CallAsync((_, token) => settle(lease, token), cancellationToken).ConfigureAwait(false);
        }
        catch (MemberDownException error)
        {
            throw new RingUnavailableException(
                $"The space that holds the lease of {Tuple} does not answer, so it is not known whether it was settled. When it was not, the tuple comes back with the end of the lease.",
                error.InnerException);
        }
    }
}
