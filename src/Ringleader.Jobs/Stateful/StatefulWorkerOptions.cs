namespace Ringleader.Jobs.Stateful;

/// <summary>How the workers of one name run. Immutable; checked when the name is added.</summary>
public sealed record StatefulWorkerOptions
{
    /// <summary>The options with everything at its default.</summary>
    public static StatefulWorkerOptions Default { get; } = new();

    /// <summary>How many calls and timers of one worker run at a time; others wait in line. 1 to 10,000, default 20 as in BackgrounDRb.</summary>
    public int PoolSize { get; init; } = 20;

    /// <summary>How many results one worker keeps; the oldest goes first. 1 to 1,000,000, default 1,000.</summary>
    public int CacheSize { get; init; } = 1000;

    /// <summary>How long a result is kept. Positive, default one hour.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>True, the default, to start the default instance with the host; false for the first call (<c>set_no_auto_load</c>).</summary>
    public bool AutoStart { get; init; } = true;

    internal void Validate()
    {
        RequireRange(PoolSize, 1, 10_000, nameof(PoolSize));
        RequireRange(CacheSize, 1, 1_000_000, nameof(CacheSize));
        RequireRange(CacheTime, TimeSpan.FromTicks(1), TimeSpan.MaxValue, nameof(CacheTime));
    }

    private static void RequireRange<T>(T value, T smallest, T largest, string name)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, smallest, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, largest, name);
    }
}
