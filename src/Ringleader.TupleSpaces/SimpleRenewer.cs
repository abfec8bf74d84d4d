namespace Ringleader.TupleSpaces;

/// <summary>
/// Renews for the same time again and again, so that a tuple stays for as long as the process lives that holds the renewer.
/// Rinda's SimpleRenewer. Thread-safe.
/// </summary>
public sealed class SimpleRenewer : ITupleRenewer
{
    private readonly Lifetime _lifetime;

    /// <summary>Says how long each time.</summary>
    /// <param name="period">Positive; 180 s, as in Rinda, when null.</param>
    public SimpleRenewer(TimeSpan? period = null)
    {
        var time = period ?? TimeSpan.FromSeconds(180);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(period));
        _lifetime = Lifetime.For(time);
    }

    /// <inheritdoc/>
    public ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default) => new(_lifetime);
}
