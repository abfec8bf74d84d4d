namespace Ringleader.PostgreSql.Rows;

/// <summary>Durations and instants as the tables have them: microseconds, within what both sides can calculate with.</summary>
internal static class Durations
{
    /// <summary>About 7,000 years: added to an instant of today it is still one that .NET knows.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2_600_000);

    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TimeSpan Limit(TimeSpan time) => time > Longest ? Longest : time < TimeSpan.Zero ? TimeSpan.Zero : time;

    public static long ToMicroseconds(TimeSpan time) => Limit(time).Ticks / TimeSpan.TicksPerMicrosecond;

    public static long? ToMicroseconds(TimeSpan? time) => time is { } some ? ToMicroseconds(some) : null;

    public static TimeSpan FromMicroseconds(long microseconds) => TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>An instant, in UTC as the driver wants it. One long past or far off is no other than one that is a little less so.</summary>
    public static DateTime ToInstant(DateTimeOffset instant) => (instant < Earliest ? Earliest : instant > Latest ? Latest : instant).UtcDateTime;
}
