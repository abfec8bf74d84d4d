using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>How a <see cref="RingSpace"/> watches over its spaces. Immutable.</summary>
public sealed record RingSpaceOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static RingSpaceOptions Default { get; } = new();

    /// <summary>
    /// How long a space may take to answer a sign of life before it counts as down. Default 500 ms, with which calls move on
    /// within 1 s; 1 ms to 60 s.
    /// </summary>
    public TimeSpan ProbeTimeout
    {
        get;
        init => field = OptionRange.Require(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60), nameof(ProbeTimeout));
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
