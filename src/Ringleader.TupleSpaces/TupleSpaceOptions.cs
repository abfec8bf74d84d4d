using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces;

/// <summary>Limits and choices of a space. Immutable.</summary>
public sealed record TupleSpaceOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static TupleSpaceOptions Default { get; } = new();

    /// <summary>See <see cref="ITupleSpace.DefaultTimeout"/>. Default 60 s; positive or infinite.</summary>
    public TimeSpan DefaultTimeout { get; init => field = PositiveOrInfinite(value, nameof(DefaultTimeout)); } = TimeSpan.FromSeconds(60);

    /// <summary>Which of several matches is answered; the oldest by default.</summary>
    public TupleOrder Order { get; init; } = TupleOrder.FirstInFirstOut;

    /// <summary>How long a renewer may take to answer before its tuple expires. Default 5 s; positive, finite.</summary>
    public TimeSpan RenewTimeout { get; init => field = Positive(value, nameof(RenewTimeout)); } = TimeSpan.FromSeconds(5);

    /// <summary>How many unread events a watch keeps before it loses the newest. Default 1,024; at least 1.</summary>
    public int WatchCapacity { get; init => field = AtLeast(value, 1, nameof(WatchCapacity)); } = 1024;

    /// <summary>How many fields a tuple or a template may have. Default 1,024; at least 1.</summary>
    public int MaxFields { get; init => field = AtLeast(value, 1, nameof(MaxFields)); } = 1024;

    /// <summary>How many reads and takes may wait at the same time; one more is refused. Default 100,000; at least 1.</summary>
    public int MaxWaiters { get; init => field = AtLeast(value, 1, nameof(MaxWaiters)); } = 100_000;

    /// <summary>How many watches there may be at the same time; one more is refused. Default 10,000; at least 1.</summary>
    public int MaxWatches { get; init => field = AtLeast(value, 1, nameof(MaxWatches)); } = 10_000;

    /// <summary>How many tuples may be resident; a write beyond that is refused. Default 100,000,000; at least 1.</summary>
    public int MaxTuples { get; init => field = AtLeast(value, 1, nameof(MaxTuples)); } = 100_000_000;

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init => field = NotNull(value, nameof(TimeProvider)); } = TimeProvider.System;

    /// <summary>Where to log; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init => field = NotNull(value, nameof(LoggerFactory)); } = NullLoggerFactory.Instance;

    /// <summary>When the space makes indexes.</summary>
    internal IndexTuning Indexing { get; init; } = IndexTuning.Default;

    private static int AtLeast(int value, int least, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }

    private static TimeSpan Positive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        return value;
    }

    private static TimeSpan PositiveOrInfinite(TimeSpan value, string name) =>
        value == Timeout.InfiniteTimeSpan ? value : Positive(value, name);

    private static T NotNull<T>(T value, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }
}
