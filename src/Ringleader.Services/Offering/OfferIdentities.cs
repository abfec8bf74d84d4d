using System.Collections.Concurrent;
using System.Globalization;
using Ringleader.Services.Registry;

namespace Ringleader.Services.Offering;

/// <summary>
/// Keeps the offers of one ring apart on the boards: a second offer with the same names gets a number at the end of its
/// description, so that withdrawing one leaves the other. Thread-safe.
/// </summary>
internal sealed class OfferIdentities
{
    private readonly ConcurrentDictionary<OfferIdentity, byte> _used = new();
    private int _number = 1;

    /// <summary>Gives an offer names that no other has until <see cref="Release"/>.</summary>
    /// <param name="application">Null for a service with a plain name.</param>
    /// <param name="name">The name of the service or class.</param>
    /// <param name="description">The description, when no other offer has it.</param>
    /// <param name="separator">What goes between the description and the number.</param>
    public OfferIdentity Claim(string? application, string name, string description, char separator)
    {
        var identity = new OfferIdentity(application, name, description);
        while (!_used.TryAdd(identity, 0))
        {
            var number = Interlocked.Increment(ref _number);
            identity = identity with { Description = string.Create(CultureInfo.InvariantCulture, $"{description}{separator}{number}") };
        }

        return identity;
    }

    /// <summary>Lets the names be used again.</summary>
    public void Release(OfferIdentity identity) => _used.TryRemove(identity, out _);
}
