namespace Ringleader.Jobs.Schedules;

/// <summary><c>cron:</c> expression <c>;zone=</c> IANA name</summary>
internal sealed class CronSchedule(CronExpression expression, TimeZoneInfo zone) : Schedule($"{Kind}:{expression};{Zone}={zone.Id}")
{
    public const string Kind = "cron";
    public const string Zone = "zone";

    public override DateTimeOffset? NextAfter(DateTimeOffset instant) => expression.NextAfter(instant, zone);
}
