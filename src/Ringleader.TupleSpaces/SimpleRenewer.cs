namespace Ringleader.TupleSpaces;

/// <summary>
/// Renews for the same time again and again, so that a tuple stays for as long as the process lives that holds the renewer.
/// Rinda's SimpleRenewer.
/// </summary>
/// <param name="period">How long each time; positive. 180 s, as in Rinda, when null.</param>
public sealed class SimpleRenewer(TimeSpan? period = null) : ITupleRenewer
{
    private readonly Lifetime _lifetime = Lifetime.For(period ?? TimeSpan.FromSeconds(180));

    /// <inheritdoc/>
    public ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default) => new(_lifetime);
}
