using Ringleader.Services.Registry;

namespace Ringleader.Services.Finding;

/// <summary>What ring servers know.</summary>
/// <param name="Providers">Each once, those of the preferred ring server first, in the order of their registration.</param>
/// <param name="Asked">The ring servers.</param>
/// <param name="Silent">Those of them that did not answer.</param>
internal sealed record Listing(IReadOnlyList<Provider> Providers, IReadOnlyList<string> Asked, IReadOnlyList<string> Silent)
{
    /// <summary>Who was asked, for an error text.</summary>
    public string WhoWasAsked => Asked.Count == 0
        ? "No ring server is known."
        : $"Asked: {string.Join(", ", Asked)}." + (Silent.Count == 0 ? "" : $" No answer from: {string.Join(", ", Silent)}.");
}
