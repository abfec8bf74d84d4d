using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces.Leasing;

/// <summary>A lease in this process: it lasts until it is settled.</summary>
internal sealed class TakenTuple(TupleSpace space, Place place) : ITakenTuple
{
    /// <inheritdoc/>
    public SpaceTuple Tuple { get; } = place.Tuple;

    /// <inheritdoc/>
    public CancellationToken LeaseLost => CancellationToken.None;

    /// <summary>Where the tuple is kept, until the lease is settled.</summary>
    public Place Place => place;

    /// <summary>Guarded by the space's lock.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Settled by putting the tuple back.</summary>
    public bool IsReturned { get; set; }

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        space.Commit(this);
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<ITupleEntry> ReplaceAsync(SpaceTuple replacement, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return space.Replace(this, replacement, await space.GrantAsync(lifetime, replacement, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask ReturnAsync(CancellationToken cancellationToken = default)
    {
        space.Return(this);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ReturnAsync();

    /// <exception cref="InvalidOperationException">The lease is settled.</exception>
    public void RequireHeld()
    {
        if (IsSettled)
        {
            throw new InvalidOperationException($"The lease of {Tuple} is settled already: the tuple was committed, replaced or returned.");
        }
    }
}
