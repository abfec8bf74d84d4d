using Ringleader.Services.Registry;

namespace Ringleader.Services.Finding;

/// <summary>How a search for a live provider ended.</summary>
/// <param name="Found">The provider; null when none lives.</param>
/// <param name="Dead">Those that did not answer, of those that were tried.</param>
/// <param name="Listing">What the ring servers said.</param>
internal sealed record Search(Provider? Found, IReadOnlyList<Provider> Dead, Listing Listing)
{
    /// <summary>The error for a search that found nothing.</summary>
    public ServiceNotFoundException NotFound(string what) => new(
        $"No live provider of '{what}' is registered. {Listing.WhoWasAsked}"
        + (Dead.Count == 0 ? "" : $" Registered, but dead: {string.Join(", ", Dead.Select(static provider => provider.Registration.ToString()))}.")
        + " Start a provider, or wait for one with WaitForAsync.");
}
