using Microsoft.Extensions.Hosting;

namespace Ringleader.Services.Hosting;

/// <summary>
/// A membership of the ring that begins and ends with its host, and makes the host's offers. Until the host has started, the ring
/// cannot be resolved. Thread-safe.
/// </summary>
/// <remarks>
/// The host starts and stops without a ring server: offers are registered in the background, as soon as there is one. Use
/// <see cref="IsReady"/> for a health check, and <see cref="WaitUntilReadyAsync"/> before work that needs the registrations.
/// </remarks>
public sealed class HostedServiceRing : IHostedService, IAsyncDisposable
{
    private readonly ServiceRingOptions _options;
    private readonly IReadOnlyList<HostedOffer> _hostedOffers;
    private readonly TaskCompletionSource _offered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<ServiceOffer> _offers = [];
    private ServiceRing? _ring;

    internal HostedServiceRing(ServiceRingOptions options, IEnumerable<HostedOffer> offers)
    {
        _options = options;
        _hostedOffers = [.. offers];
    }

    /// <summary>The ring.</summary>
    /// <exception cref="InvalidOperationException">The host has not joined it yet.</exception>
    public ServiceRing Ring => _ring ?? throw new InvalidOperationException("The ring has not been joined yet. Start the host first.");

    /// <summary>The host's offers, in the order in which they were added; empty until the host has started.</summary>
    public IReadOnlyList<ServiceOffer> Offers => _offers;

    /// <summary>
    /// True while each of the host's offers is registered with at least one ring server, as of its last check. False until the
    /// host has started, and again while no ring server answers.
    /// </summary>
    public bool IsReady => _offered.Task.IsCompletedSuccessfully && _offers.All(static offer => offer.IsRegistered);

    /// <summary>Waits until the host has started and each of its offers has been registered once.</summary>
    /// <param name="timeout">How long; at least zero, or infinite.</param>
    /// <param name="cancellationToken">Stops waiting; the offers stay.</param>
    /// <exception cref="TimeoutException">Not all were registered in time; the host goes on trying.</exception>
    /// <exception cref="ObjectDisposedException">The host was stopped before.</exception>
    public Task WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        RegisteredAsync().WaitAsync(timeout, _options.TimeProvider, cancellationToken);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ring = _ring = await ServiceRing.JoinAsync(_options, cancellationToken).ConfigureAwait(false);
        var offers = new List<ServiceOffer>();
        foreach (var offer in _hostedOffers)
        {
            offers.Add(await offer.OfferAsync(ring, cancellationToken).ConfigureAwait(false));
        }

        _offers = offers;
        _offered.TrySetResult();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        EndWaits();
        if (_ring is { } ring)
        {
            await ring.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        EndWaits();
        if (_ring is { } ring)
        {
            await ring.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RegisteredAsync()
    {
        await _offered.Task.ConfigureAwait(false);
        await Task.WhenAll(_offers.Select(static offer => offer.WaitUntilRegisteredAsync(Timeout.InfiniteTimeSpan))).ConfigureAwait(false);
    }

    private void EndWaits()
    {
        _offered.TrySetException(new ObjectDisposedException(nameof(HostedServiceRing), "The host was stopped before it had joined the ring."));
        _ = _offered.Task.Exception; // nobody has to wait for it
    }
}
