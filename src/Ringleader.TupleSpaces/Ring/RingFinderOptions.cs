using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>Whom a finder asks, and how long it waits. Immutable.</summary>
public sealed record RingFinderOptions
{
    /// <summary>The environment variable with the targets that are asked where the options name none, apart by commas.</summary>
    public const string TargetsVariable = "RINGLEADER_RING";

    /// <summary>The options that are used where none are given.</summary>
    public static RingFinderOptions Default { get; } = new();

    /// <summary>
    /// Whom to ask; null (the default) for those in the environment variable <c>RINGLEADER_RING</c>, and where that is not set for
    /// <c>broadcast</c> and <c>localhost</c>, as Rinda.
    /// </summary>
    /// <remarks>
    /// Each is <c>broadcast</c> (every network that this machine is in), <c>localhost</c>, a host name or an IP address with an
    /// optional port (<c>ring.example.com</c>, <c>10.0.0.5:7648</c>, <c>[fd00::5]:7648</c>), or a multicast group, sent out of all
    /// interfaces or of one that is given by its name, its address or its number (<c>239.1.2.3</c>, <c>ff02::114%eth0</c>).
    /// </remarks>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>
    /// A file with further targets, one a line, <c>#</c> before comments; null (the default) for none. Read anew by each lookup.
    /// </summary>
    public string? TargetFile { get; init; }

    /// <summary>How long to wait for answers. Default 5 s, as Rinda; 1 ms to 1 h.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = OptionRange.Require(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(Timeout));
    } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long <see cref="RingFinder.FindAsync(Func{FoundSpace, bool}, CancellationToken)"/> collects further answers after the first
    /// good one, before it chooses. Default 200 ms; zero to 1 h.
    /// </summary>
    public TimeSpan SettleTime
    {
        get;
        init => field = OptionRange.Require(value, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(SettleTime));
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>The UDP port that is asked where a target names none. Default 7647; 1 to 65,535.</summary>
    public int Port { get; init => field = OptionRange.Require(value, 1, ushort.MaxValue, nameof(Port)); } = RingServerOptions.DefaultPort;

    /// <summary>How many routers a question to a multicast group passes. Default 1, the own network; 0 (this machine) to 255.</summary>
    public int MulticastHops { get; init => field = OptionRange.Require(value, 0, byte.MaxValue, nameof(MulticastHops)); } = 1;

    /// <summary>
    /// The certificate with which the finder takes answers over TLS, and the checks of those who bring them; null (the default)
    /// takes them in clear. Ports stay free either way.
    /// </summary>
    public RemoteTlsOptions? Tls { get; init; }

    /// <summary>How spaces that were found are used.</summary>
    public RemoteTupleSpaceOptions Space { get; init; } = RemoteTupleSpaceOptions.Default;

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
