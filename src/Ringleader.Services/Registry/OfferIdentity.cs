namespace Ringleader.Services.Registry;

/// <summary>What an offer is registered with, beside the reference to its object.</summary>
/// <param name="Application">Null for a service with a plain name.</param>
/// <param name="Name">The name of the service or class.</param>
/// <param name="Description">The identity, or words.</param>
internal sealed record OfferIdentity(string? Application, string Name, string Description);
