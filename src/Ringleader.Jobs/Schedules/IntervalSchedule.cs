namespace Ringleader.Jobs.Schedules;

/// <summary><c>every:</c> interval [ <c>;anchor=</c> instant ]</summary>
internal sealed class IntervalSchedule(TimeSpan interval, DateTimeOffset anchor) : Schedule(Text(interval, anchor))
{
    public const string Kind = "every";
    public const string Anchor = "anchor";

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public override DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        // The anchor modulo the interval is an instant of the series, too, and no instant is before it but in the first interval.
        var phase = anchor.UtcTicks % interval.Ticks;
        var passed = instant.UtcTicks - phase;
        var next = phase + (passed < 0 ? 0 : ((passed / interval.Ticks) + 1) * (Int128)interval.Ticks);
        return next <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset((long)next, TimeSpan.Zero) : null;
    }

    private static string Text(TimeSpan interval, DateTimeOffset anchor) =>
        $"{Kind}:{ScheduleText.Of(interval)}" + (anchor == DateTimeOffset.UnixEpoch ? "" : $";{Anchor}={ScheduleText.Of(anchor)}");
}
