using System.Diagnostics.Metrics;

namespace Ringleader.Services;

/// <summary>The name under which this part can be observed.</summary>
public static class ServicesDiagnostics
{
    /// <summary>The name of the <see cref="Meter"/>.</summary>
    public const string Name = "Ringleader.Services";

    private static readonly Meter Meter = new(Name);

    internal static readonly UpDownCounter<long> Offers = Meter.CreateUpDownCounter<long>(
        "ringleader.services.offers", "{offer}", "Services that this process offers.");

    internal static readonly Counter<long> Registrations = Meter.CreateCounter<long>(
        "ringleader.services.registrations", "{registration}", "Registrations written to ring servers, the first and those after a loss.");

    internal static readonly Counter<long> Lookups = Meter.CreateCounter<long>(
        "ringleader.services.lookups", "{lookup}", "Searches for a service, by whether a live provider was found.");

    internal static readonly Counter<long> DeadProviders = Meter.CreateCounter<long>(
        "ringleader.services.dead_providers", "{provider}", "Registered providers that did not answer.");

    internal static readonly UpDownCounter<long> Loans = Meter.CreateUpDownCounter<long>(
        "ringleader.services.loans", "{loan}", "Services that this process has borrowed.");
}
