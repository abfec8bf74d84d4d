namespace Ringleader.Services;

/// <summary>What one host has registered.</summary>
/// <param name="Name">The host by the identities of its services, or by their address where they have none.</param>
/// <param name="Services">By name, then by identity.</param>
public sealed record ServiceHost(string Name, IReadOnlyList<ServiceRegistration> Services)
{
    /// <summary>Groups a list of <see cref="ServiceRing.ListAsync"/>; hosts in the order of their names.</summary>
    public static IReadOnlyList<ServiceHost> Group(IEnumerable<ServiceRegistration> registrations)
    {
        ArgumentNullException.ThrowIfNull(registrations);
        return [.. registrations
            .GroupBy(HostOf, StringComparer.Ordinal)
            .OrderBy(static host => host.Key, StringComparer.Ordinal)
            .Select(static host => new ServiceHost(host.Key, [.. host.Order(ServiceOrder.ByName)]))];
    }

    private static string HostOf(ServiceRegistration registration)
    {
        if (registration.Identity is { } identity)
        {
            return identity.Host;
        }

        // druby://host:port; a unix socket has no host but its path.
        var start = registration.Uri.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = registration.Uri.LastIndexOf(':');
        return start > 2 && end > start ? registration.Uri[start..end] : registration.Uri;
    }
}
