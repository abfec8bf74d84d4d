using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ringleader.Remoting;

/// <summary>The names under which this part can be observed: <c>Ringleader.Remoting</c> for both the source and the meter.</summary>
public static class RemotingDiagnostics
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Ringleader.Remoting";

    internal static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> ClientDuration = Meter.CreateHistogram<double>(
        "ringleader.remoting.client.duration", "s", "Time from sending a call to reading its answer.");

    internal static readonly Histogram<double> ServerDuration = Meter.CreateHistogram<double>(
        "ringleader.remoting.server.duration", "s", "Time from reading a call to answering it.");

    internal static readonly UpDownCounter<long> ServerConnections = Meter.CreateUpDownCounter<long>(
        "ringleader.remoting.server.connections", "{connection}", "Connections that servers hold.");

    internal static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "ringleader.remoting.server.refused", "{connection}", "Connections and requests that were refused, by reason.");

    internal static bool IsClientObserved => Activities.HasListeners() || ClientDuration.Enabled;

    internal static bool IsServerObserved => Activities.HasListeners() || ServerDuration.Enabled;
}
