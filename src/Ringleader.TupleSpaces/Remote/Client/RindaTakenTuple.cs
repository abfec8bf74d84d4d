namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>
/// A tuple that was taken from a Ruby space, where it is gone as soon as it was delivered. Returning it writes it again, as
/// the newest and without its lifetime; when this process dies it is lost.
/// </summary>
internal sealed class RindaTakenTuple(RindaSpace space, SpaceTuple tuple) : ITakenTuple
{
    private int _settled;

    public SpaceTuple Tuple => tuple;

    public CancellationToken LeaseLost => CancellationToken.None;

    public static NotSupportedException CannotReplace() =>
        new("Rinda's TupleSpace in Ruby cannot replace a tuple as one change. Take it and write another, or use a space of a TupleSpaceServer.");

    public ValueTask CommitAsync(CancellationToken cancellationToken = default) => TrySettle()
        ? default
        : throw new InvalidOperationException($"The taken tuple {tuple} is settled already.");

    public ValueTask<ITupleEntry> ReplaceAsync(SpaceTuple replacement, Lifetime lifetime = default, CancellationToken cancellationToken = default) =>
        throw CannotReplace();

    public async ValueTask ReturnAsync(CancellationToken cancellationToken = default)
    {
        if (TrySettle())
        {
            await space.WriteAsync(tuple, Lifetime.Forever, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => ReturnAsync();

    private bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;
}
