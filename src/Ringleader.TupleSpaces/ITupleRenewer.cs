namespace Ringleader.TupleSpaces;

/// <summary>
/// Is asked, each time a tuple is about to expire, how long it shall stay. Rinda's renewer; unlike Ruby's, it sees the tuple.
/// Give it to a space in another process and that process calls back.
/// </summary>
public interface ITupleRenewer
{
    /// <summary>How long the tuple stays from now.</summary>
    /// <param name="tuple">The tuple in question, as it was written.</param>
    /// <param name="cancellationToken">Cancelled when the space has waited too long; the tuple then expires.</param>
    /// <returns>
    /// A duration after which to ask again, <see cref="Lifetime.Forever"/> for never again, or <see cref="Lifetime.Expired"/> to let
    /// the tuple go. Throwing lets it go too.
    /// </returns>
    ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default);
}
