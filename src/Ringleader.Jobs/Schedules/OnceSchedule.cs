namespace Ringleader.Jobs.Schedules;

/// <summary><c>once:</c> instant</summary>
internal sealed class OnceSchedule(DateTimeOffset at) : Schedule($"{Kind}:{ScheduleText.Of(at)}")
{
    public const string Kind = "once";

    public override DateTimeOffset? NextAfter(DateTimeOffset instant) => instant < at ? at.ToUniversalTime() : null;
}
