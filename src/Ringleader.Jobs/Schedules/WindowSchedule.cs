namespace Ringleader.Jobs.Schedules;

/// <summary><c>between:</c> start <c>;end=</c> instant <c>;every=</c> interval</summary>
internal sealed class WindowSchedule(DateTimeOffset start, DateTimeOffset end, TimeSpan every)
    : Schedule($"{Kind}:{ScheduleText.Of(start)};{End}={ScheduleText.Of(end)};{Step}={ScheduleText.Of(every)}")
{
    public const string Kind = "between";
    public const string End = "end";
    public const string Step = "every";

    private readonly IntervalSchedule _series = new(every, start);

    public override DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        var next = instant < start ? start.ToUniversalTime() : _series.NextAfter(instant);
        return next <= end ? next : null;
    }
}
