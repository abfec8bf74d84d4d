namespace Ringleader.Services.Hosting;

/// <summary>Something to offer when the host starts.</summary>
/// <param name="OfferAsync">Makes the offer.</param>
internal sealed record HostedOffer(Func<ServiceRing, CancellationToken, ValueTask<ServiceOffer>> OfferAsync);
