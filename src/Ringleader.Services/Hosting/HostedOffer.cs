namespace Ringleader.Services.Hosting;

/// <summary>Something to offer when the host starts.</summary>
/// <param name="OfferAsync">Makes the offer, which is registered in the background.</param>
internal sealed record HostedOffer(Func<ServiceRing, CancellationToken, ValueTask<ServiceOffer>> OfferAsync);
