using Microsoft.Extensions.Hosting;

namespace Ringleader.Services.Hosting;

/// <summary>
/// A membership of the ring that begins and ends with its host, and makes the host's offers. Until the host has started, the ring
/// cannot be resolved.
/// </summary>
public sealed class HostedServiceRing : IHostedService, IAsyncDisposable
{
    private readonly ServiceRingOptions _options;
    private readonly IReadOnlyList<HostedOffer> _offers;
    private ServiceRing? _ring;

    internal HostedServiceRing(ServiceRingOptions options, IEnumerable<HostedOffer> offers)
    {
        _options = options;
        _offers = [.. offers];
    }

    /// <summary>The ring.</summary>
    /// <exception cref="InvalidOperationException">The host has not joined it yet.</exception>
    public ServiceRing Ring => _ring ?? throw new InvalidOperationException("The ring has not been joined yet. Start the host first.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _ring = await ServiceRing.JoinAsync(_options, cancellationToken).ConfigureAwait(false);
        foreach (var offer in _offers)
        {
            await offer.OfferAsync(_ring, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_ring is { } ring)
        {
            await ring.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ring is { } ring)
        {
            await ring.DisposeAsync().ConfigureAwait(false);
        }
    }
}
