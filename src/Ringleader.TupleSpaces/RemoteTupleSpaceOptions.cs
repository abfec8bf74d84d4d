using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>Limits and choices of a client of a remote space. Immutable.</summary>
public sealed record RemoteTupleSpaceOptions
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    /// <summary>The options that are used where none are given.</summary>
    public static RemoteTupleSpaceOptions Default { get; } = new();

    /// <summary>See <see cref="ITupleSpace.DefaultTimeout"/>. Default 60 s; positive or infinite.</summary>
    public TimeSpan DefaultTimeout { get; init => field = PositiveOrInfinite(value, nameof(DefaultTimeout)); } = TimeSpan.FromSeconds(60);

    /// <summary>How long the space keeps a taken tuple for a taker of whom it hears nothing. Default 15 s; 1 s to 1 h. Renewed at a third of it.</summary>
    public TimeSpan TakeLease { get; init => field = Lease(value, nameof(TakeLease)); } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How calls are made: time-outs, TLS, codec limits, the server that is called back. Its CallTimeout (default 100 s) does not
    /// limit waiting for a tuple; it is how soon a server is given up that is gone without a word.
    /// </summary>
    public RemotingClientOptions Remoting { get; init; } = RemotingClientOptions.Default;

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    private static TimeSpan PositiveOrInfinite(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        }

        return value;
    }

    private static TimeSpan Lease(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, ShortestLease, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestLease, name);
        return value;
    }
}
