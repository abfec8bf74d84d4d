namespace Ringleader.Sqlite;

/// <summary>Instants and durations as the tables have them: whole microseconds, instants since 1970 in UTC.</summary>
internal static class Instants
{
    private const long Tick = TimeSpan.TicksPerMicrosecond;

    /// <summary>The last instant there is.</summary>
    public static long Last { get; } = Floor(DateTimeOffset.MaxValue);

    /// <summary>The microsecond that an instant is in: right for a clock.</summary>
    public static long Floor(DateTimeOffset instant) => Floor(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks);

    /// <summary>The first microsecond that is not before an instant: right for what may not happen earlier.</summary>
    public static long Ceiling(DateTimeOffset instant) => -Floor(DateTimeOffset.UnixEpoch.Ticks - instant.UtcTicks);

    /// <summary>A duration, rounded up.</summary>
    public static long Duration(TimeSpan time) => -Floor(-time.Ticks);

    public static long? Duration(TimeSpan? time) => time is { } given ? Duration(given) : null;

    /// <summary>So long after an instant; the last instant where there is none so late.</summary>
    public static long After(long instant, TimeSpan time) => instant + Math.Clamp(Duration(time), 0, Last - instant);

    public static DateTimeOffset ToInstant(long microseconds) => new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * Tick), TimeSpan.Zero);

    public static DateTimeOffset? ToInstant(long? microseconds) => microseconds is { } known ? ToInstant(known) : null;

    public static TimeSpan ToDuration(long microseconds) => TimeSpan.FromTicks(microseconds > long.MaxValue / Tick ? long.MaxValue : microseconds * Tick);

    public static TimeSpan? ToDuration(long? microseconds) => microseconds is { } known ? ToDuration(known) : null;

    private static long Floor(long ticks) => (ticks / Tick) - (ticks % Tick < 0 ? 1 : 0);
}
