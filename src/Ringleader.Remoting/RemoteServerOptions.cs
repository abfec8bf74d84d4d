using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting;

/// <summary>How one <see cref="RemoteServer"/> listens, whom it lets in and what it allows. Immutable.</summary>
public sealed record RemoteServerOptions
{
    /// <summary>The defaults.</summary>
    public static RemoteServerOptions Default { get; } = new();

    /// <summary>Who may connect, checked before a byte is read. Null (the default) lets everybody in who reaches the listener.</summary>
    public AccessControlList? AccessControl { get; init; }

    /// <summary>
    /// How objects get their ids and are found again. Null (the default) makes a <see cref="TimedIdConverter"/> that keeps
    /// each object for 600 s after its last use.
    /// </summary>
    public IObjectIdConverter? ObjectIds { get; init; }

    /// <summary>
    /// The limits and types of the codec. <see cref="MarshalOptions.MaxBytes"/> is the largest message: Ruby's
    /// <c>load_limit</c>.
    /// </summary>
    public MarshalOptions Marshal { get; init; } = MarshalOptions.Default;

    /// <summary>The most arguments of one call, 0 or more: Ruby's <c>argc_limit</c>. Default 256.</summary>
    public int MaxArguments { get; init; } = 256;

    /// <summary>The most connections at a time, 1 or more. More are closed at once. Default 4,096.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>The most connections at a time from one address (IPv6: from one /64). Default 1,024.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 1024;

    /// <summary>New connections per second from one address, averaged over a burst of ten seconds' worth. Default 1,000.</summary>
    public int MaxConnectionRatePerAddress { get; init; } = 1000;

    /// <summary>The most calls that run at a time, 1 or more. More are refused with an error that says so. Default 4,096.</summary>
    public int MaxConcurrentCalls { get; init; } = 4096;

    /// <summary>
    /// A call that runs longer has its token cancelled and is answered with a <c>Timeout::Error</c>. Default 10 minutes;
    /// <see cref="Timeout.InfiniteTimeSpan"/> switches it off.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A connection without a call for this long is closed. Default 30 minutes; <see cref="Timeout.InfiniteTimeSpan"/>
    /// switches it off.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The longest that a TLS handshake, or one request from its first byte to its last, may take. Default 30 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> switches it off.
    /// </summary>
    public TimeSpan ReceiveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop waits for running calls before it closes their connections. Default 10 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many connections may have a thread of their own, which makes short calls about twice as fast; the others share
    /// the thread pool. An idle connection gives its thread up when another wants one. 0 or more, default 64.
    /// </summary>
    public int DedicatedThreads { get; init; } = 64;

    /// <summary>The most connections that wait to be accepted. Default 512.</summary>
    public int Backlog { get; init; } = 512;

    /// <summary>The certificate and the checks of a <c>drbssl://</c> listener. Null makes a self-signed certificate, as Ruby does.</summary>
    public RemoteTlsOptions? Tls { get; init; }

    /// <summary>Who may open a <c>drbunix:</c> socket. Default: only its owner, 0600.</summary>
    public UnixFileMode UnixFileMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// How much of this process's stack trace an error carries to the caller as its backtrace. Default
    /// <see cref="BacktraceDetail.Members"/>: no paths of files.
    /// </summary>
    public BacktraceDetail Backtraces { get; init; } = BacktraceDetail.Members;

    /// <summary>How calls back into other processes (blocks, references) are made.</summary>
    public RemotingClientOptions Client { get; init; } = RemotingClientOptions.Default;

    /// <summary>Where logs go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every range and throws <see cref="ArgumentOutOfRangeException"/> naming the property, its value and the range.</summary>
    internal void Validate()
    {
        OptionRange.RequireAtLeast(MaxArguments, 0, nameof(MaxArguments));
        OptionRange.RequireAtLeast(MaxConnections, 1, nameof(MaxConnections));
        OptionRange.RequireAtLeast(MaxConnectionsPerAddress, 1, nameof(MaxConnectionsPerAddress));
        OptionRange.RequireAtLeast(MaxConnectionRatePerAddress, 1, nameof(MaxConnectionRatePerAddress));
        OptionRange.RequireAtLeast(MaxConcurrentCalls, 1, nameof(MaxConcurrentCalls));
        OptionRange.RequireAtLeast(DedicatedThreads, 0, nameof(DedicatedThreads));
        OptionRange.RequireAtLeast(Backlog, 1, nameof(Backlog));
        OptionRange.RequireTime(CallTimeout, nameof(CallTimeout));
        OptionRange.RequireTime(IdleTimeout, nameof(IdleTimeout));
        OptionRange.RequireTime(ReceiveTimeout, nameof(ReceiveTimeout));
        OptionRange.RequireTime(StopTimeout, nameof(StopTimeout));
        Client.Validate();
    }
}
