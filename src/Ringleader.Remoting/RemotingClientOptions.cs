using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting;

/// <summary>How a <see cref="RemotingClient"/> connects and how long it waits. Immutable.</summary>
public sealed record RemotingClientOptions
{
    /// <summary>The defaults.</summary>
    public static RemotingClientOptions Default { get; } = new();

    /// <summary>The limits and types of the codec. <see cref="MarshalOptions.MaxBytes"/> is the largest answer that is read.</summary>
    public MarshalOptions Marshal { get; init; } = MarshalOptions.Default;

    /// <summary>The longest that connecting, with its TLS handshake, may take. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest that one call may take, from the moment it is sent. Default 100 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> switches it off. A <see cref="CancellationToken"/> shortens it for one call.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Connections that were not used for this long are closed. Default 60 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The most connections to one server for asynchronous calls, and as many again for blocking ones; further calls wait for
    /// one to come free. 1 or more, default 1,024.
    /// </summary>
    public int MaxConnectionsPerEndpoint { get; init; } = 1024;

    /// <summary>The checks of a <c>drbssl://</c> server and this side's certificate. Null verifies against the system's authorities.</summary>
    public RemoteTlsOptions? Tls { get; init; }

    /// <summary>
    /// The server whose address peers get for blocks, call-backs and objects of this process. Null (the default) opens a
    /// listener of its own when one is first needed: on the local address that reaches the peer, for that peer only.
    /// </summary>
    public RemoteServer? CallbackServer { get; init; }

    /// <summary>Where logs go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every range and throws <see cref="ArgumentOutOfRangeException"/> naming the property, its value and the range.</summary>
    internal void Validate()
    {
        OptionRange.RequireAtLeast(MaxConnectionsPerEndpoint, 1, nameof(MaxConnectionsPerEndpoint));
        OptionRange.RequireTime(ConnectTimeout, nameof(ConnectTimeout));
        OptionRange.RequireTime(CallTimeout, nameof(CallTimeout));
        OptionRange.RequireTime(IdleTimeout, nameof(IdleTimeout));
    }
}
