using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting;

/// <summary>How one <see cref="RemoteServer"/> listens, whom it lets in and what it allows. Immutable.</summary>
public sealed record RemoteServerOptions
{
    private const int LeastReplyBytes = 4096;
    private const int LeastBufferedBytes = 64 * 1024;

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

    /// <summary>
    /// The most connections at a time, 1 or more. A further one takes the place of an idle connection of the address that has
    /// most of them; where none is idle it is closed at once. Default 4,096.
    /// </summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>
    /// The most connections at a time from one address (IPv6: from one /64), 1 or more. A further one takes the place of a
    /// connection of that address that was idle for a second; where none was it is closed at once. All clients on one machine
    /// that use loopback are one address; those of a unix socket have <see cref="MaxConnections"/> only. Default 1,024.
    /// </summary>
    public int MaxConnectionsPerAddress { get; init; } = 1024;

    /// <summary>
    /// The most bytes of one reply, 4,096 or more. A result that needs more is answered with a <c>DRb::DRbConnError</c> that
    /// names this option, and the connection goes on. Default 16 MiB.
    /// </summary>
    public int MaxReplyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The most bytes that the server holds for messages of all its connections: requests as they arrive and as values, and
    /// replies until they are taken; each counts with the power of two that its buffer has. Up to 32 KiB per connection are
    /// not counted. A request beyond it waits, up to <see cref="ReceiveTimeout"/>; a reply beyond it is answered with a
    /// <c>DRb::DRbConnError</c>. 65,536 or more, default 512 MiB.
    /// </summary>
    public long MaxBufferedBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>
    /// The same for the connections of one address (IPv6: of one /64). An address also never gets more than is still free
    /// afterwards, so that no few addresses can take everything. 65,536 or more, default 128 MiB.
    /// </summary>
    public long MaxBufferedBytesPerAddress { get; init; } = 128L * 1024 * 1024;

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
    /// A new connection that has not sent one whole request after this long, its TLS handshake included, is closed. Default
    /// 10 s; <see cref="Timeout.InfiniteTimeSpan"/> switches it off.
    /// </summary>
    public TimeSpan FirstRequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest that one request may take from its first byte to its last. Default 30 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> switches it off.
    /// </summary>
    public TimeSpan ReceiveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest that a peer may take to read one reply; then its connection is closed. Default 30 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> switches it off.
    /// </summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

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
        OptionRange.RequireAtLeast(MaxReplyBytes, LeastReplyBytes, nameof(MaxReplyBytes));
        OptionRange.RequireAtLeast(MaxBufferedBytes, LeastBufferedBytes, nameof(MaxBufferedBytes));
        OptionRange.RequireAtLeast(MaxBufferedBytesPerAddress, LeastBufferedBytes, nameof(MaxBufferedBytesPerAddress));
        OptionRange.RequireAtLeast(MaxConcurrentCalls, 1, nameof(MaxConcurrentCalls));
        OptionRange.RequireAtLeast(DedicatedThreads, 0, nameof(DedicatedThreads));
        OptionRange.RequireAtLeast(Backlog, 1, nameof(Backlog));
        OptionRange.RequireTime(CallTimeout, nameof(CallTimeout));
        OptionRange.RequireTime(IdleTimeout, nameof(IdleTimeout));
        OptionRange.RequireTime(FirstRequestTimeout, nameof(FirstRequestTimeout));
        OptionRange.RequireTime(ReceiveTimeout, nameof(ReceiveTimeout));
        OptionRange.RequireTime(SendTimeout, nameof(SendTimeout));
        OptionRange.RequireTime(StopTimeout, nameof(StopTimeout));
        Client.Validate();
    }
}
