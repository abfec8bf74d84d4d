using Ringleader.TupleSpaces;

namespace Ringleader.Services.Offering;

/// <summary>Tells a ring server, when a lease ends, that the offer still stands, or that it does not.</summary>
internal sealed class OfferRenewer(ServiceOffer offer, TimeSpan lease) : ITupleRenewer
{
    public ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default) =>
        new(offer.IsWithdrawn ? Lifetime.Expired : Lifetime.For(lease));
}
