using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>Where a ring server listens, whom it answers, and how often. Immutable.</summary>
public sealed record RingServerOptions
{
    /// <summary>The port that Ruby's rings use.</summary>
    public const int DefaultPort = 7647;

    /// <summary>The options that are used where none are given.</summary>
    public static RingServerOptions Default { get; } = new();

    /// <summary>The UDP port. Default 7647; 0 for a free one.</summary>
    public int Port { get; init => field = OptionRange.Require(value, 0, ushort.MaxValue, nameof(Port)); } = DefaultPort;

    /// <summary>
    /// Where to listen: <c>127.0.0.1</c> alone by default, which answers this machine only. An IPv4 address of an interface takes
    /// the broadcasts of its network too. <c>0.0.0.0</c> and <c>::</c> are all addresses of their family; a multicast group such as <c>239.1.2.3</c> or
    /// <c>ff02::114</c> is joined on all interfaces, those that come later included, or on one when its name, its address or
    /// its number follows, as in <c>239.1.2.3%eth0</c>.
    /// </summary>
    /// <remarks>Open the space's server too when you open the ring: an answer is of no use to those who cannot reach the space.</remarks>
    public IReadOnlyList<string> Addresses { get; init; } = ["127.0.0.1"];

    /// <summary>What the ring is called, by which finders can choose among several; null (the default) for no name.</summary>
    public string? Name { get; init; }

    /// <summary>Who may ask, and who may be called: the datagram's sender and the host in it must both be allowed. Null (the default) for everybody.</summary>
    public AccessControlList? AccessControl { get; init; }

    /// <summary>
    /// Whether an asker may name a host other than the one that its datagram comes from. Default false: a forged datagram then
    /// makes the server call nobody but the forged sender. Needed only for askers with several addresses that ask from one and
    /// take answers at another.
    /// </summary>
    public bool AnswerOtherHosts { get; init; }

    /// <summary>
    /// How many answers per second one host may cause without taking them, and twenty times as many at once. Answers that are
    /// taken do not count, so a host with many processes is answered, while forged questions make the server call their victim
    /// only so many times. Default 50; 1 to 1,000,000.
    /// </summary>
    public int MaxAnswersPerSecond { get; init => field = OptionRange.Require(value, 1, 1_000_000, nameof(MaxAnswersPerSecond)); } = 50;

    /// <summary>How many answers may be under way at the same time, half of them to one host. Default 512; 1 to 1,000,000.</summary>
    public int MaxConcurrentAnswers { get; init => field = OptionRange.Require(value, 1, 1_000_000, nameof(MaxConcurrentAnswers)); } = 512;

    /// <summary>How long one answer may take, with its connection. Default 2 s; 1 ms to 60 s.</summary>
    public TimeSpan AnswerTimeout
    {
        get;
        init => field = OptionRange.Require(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60), nameof(AnswerTimeout));
    } = TimeSpan.FromSeconds(2);

    /// <summary>How askers at <c>drbssl://</c> addresses are verified; null takes what the space's server uses for its calls.</summary>
    public RemoteTlsOptions? Tls { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
