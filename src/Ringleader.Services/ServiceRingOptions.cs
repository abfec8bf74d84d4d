using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Services;

/// <summary>How a process takes part in the ring: where the ring servers are, what it listens on, how long things may take. Immutable.</summary>
/// <remarks>
/// The ring servers are the given <see cref="Space"/>, or else those at <see cref="RingServers"/>, or else whoever answers on the
/// network: <see cref="Finder"/>.
/// </remarks>
public sealed record ServiceRingOptions
{
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    /// <summary>The options that are used where none are given: ring servers are looked for on the network.</summary>
    public static ServiceRingOptions Default { get; } = new();

    /// <summary>The one board to use, which stays the caller's; null for the ring servers of the other options.</summary>
    public ITupleSpace? Space { get; init; }

    /// <summary>The addresses of ring servers, the preferred one first. Empty (the default) looks for them on the network.</summary>
    public IReadOnlyList<string> RingServers { get; init; } = [];

    /// <summary>How ring servers are looked for on the network, again and again, so that those that start later are found too.</summary>
    public RingFinderOptions Finder { get; init; } = RingFinderOptions.Default;

    /// <summary>
    /// What this process listens on for calls of what it offers, and for the ring servers' question whether it still lives.
    /// Default <c>druby://127.0.0.1:0</c>: this machine only, and an offer to a ring server on another host is refused with
    /// <see cref="ServiceNotRegisteredException"/>. Name an address that peers reach, such as <c>druby://192.168.1.5:0</c>, to
    /// offer to others, or <c>druby://0.0.0.0:0</c> for all interfaces: then each ring server gets the address by which it
    /// reaches this process.
    /// </summary>
    public string Uri { get; init; } = "druby://127.0.0.1:0";

    /// <summary>How it listens: TLS, access list, limits.</summary>
    public RemoteServerOptions Server { get; init; } = RemoteServerOptions.Default;

    /// <summary>How ring servers and services are called: TLS, time-outs. Peers call back to what this process listens on.</summary>
    public RemotingClientOptions Client { get; init; } = RemotingClientOptions.Default;

    /// <summary>The application in whose name distributed classes are offered, as in <c>distributed://application/Class</c>; null offers none.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>
    /// How long a ring server keeps what it last heard from this process: offers and loans of one that died are gone after this.
    /// Default 30 s (Rinda: 180 s), 1 s to 1 h.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often each ring server is checked for the offers, and the network for ring servers. Default 5 s (RingyDingy: 15 s).</summary>
    public TimeSpan CheckPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a ring server or a service may take to answer before it counts as dead. Default 2 s.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long waits for a service, for a free one or for a first registration last unless told otherwise. Default 60 s.</summary>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Checks every range and throws <see cref="ArgumentException"/> naming the property, its value and the range.</summary>
    internal void Validate()
    {
        RequireRange(Lease, TimeSpan.FromSeconds(1), LongestLease, nameof(Lease));
        RequireRange(CheckPeriod, TimeSpan.FromMilliseconds(10), LongestLease, nameof(CheckPeriod));
        RequireRange(ProbeTimeout, TimeSpan.FromMilliseconds(10), LongestLease, nameof(ProbeTimeout));
        RequireRange(DefaultTimeout, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(DefaultTimeout));
        RequireAddressPart(ApplicationName, nameof(ApplicationName));
    }

    private static void RequireAddressPart(string? value, string name)
    {
        if (value is not null && !ServiceAddress.IsPart(value))
        {
            throw new ArgumentException($"The option {name} is '{value}', which cannot be part of an address. Use letters, digits, '_', '-' and '.'.", name);
        }
    }

    private static void RequireRange(TimeSpan value, TimeSpan least, TimeSpan most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The option {name} must be from {least} to {most}, but is '{value}'.");
        }
    }
}
