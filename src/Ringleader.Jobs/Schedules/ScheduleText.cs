using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringleader.Jobs.Schedules;

/// <summary>Writes and reads schedules as text: <c>kind ":" value *( ";" name "=" value )</c>.</summary>
internal static class ScheduleText
{
    private const string Remedy =
        "Write 'cron:0 7 * * MON-FRI;zone=Europe/Vienna', 'every:00:05:00', 'between:2026-01-01T00:00:00Z;end=2026-02-01T00:00:00Z;every=1.00:00:00' or 'once:2026-01-01T00:00:00Z'.";

    private const int LongestText = CronParser.LongestText + 200;

    /// <summary>Up to seven decimals of a second, as many as an instant has.</summary>
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static string Of(TimeSpan interval) => interval.ToString("c", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        (schedule, problem) = Parse(text);
        return schedule is not null;
    }

    private static (Schedule? Schedule, string? Problem) Parse(string text)
    {
        if (text.Length > LongestText)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"The schedule has {text.Length} characters, more than the {LongestText} that are read."));
        }

        var parts = text.Split(';');
        var (kind, value) = Divide(parts[0], ':');
        var settings = parts.Skip(1).Select(part => Divide(part, '=')).ToArray();
        return (kind, settings.Select(setting => setting.Name).ToArray()) switch
        {
            (CronSchedule.Kind, [] or [CronSchedule.Zone]) => ReadCron(value, settings is [var zone] ? zone.Value : "UTC"),
            (IntervalSchedule.Kind, []) => ReadInterval(text, value, DateTimeOffset.UnixEpoch),
            (IntervalSchedule.Kind, [IntervalSchedule.Anchor]) => ReadInterval(text, value, ReadInstant(settings[0].Value)),
            (WindowSchedule.Kind, [WindowSchedule.End, WindowSchedule.Step]) => ReadWindow(text, value, settings[0].Value, settings[1].Value),
            (OnceSchedule.Kind, []) when ReadInstant(value) is { } at => (Schedule.Once(at), null),
            _ => Refuse(text, Remedy),
        };
    }

    private static (Schedule? Schedule, string? Problem) ReadCron(string expression, string zoneId)
    {
        if (!CronExpression.TryParse(expression, out var cron, out var problem))
        {
            return (null, problem);
        }

        return TimeZones.Find(zoneId) is { } zone ? (new CronSchedule(cron, zone), null) : (null, TimeZones.Explain(zoneId));
    }

    private static (Schedule? Schedule, string? Problem) ReadInterval(string text, string interval, DateTimeOffset? anchor) =>
        ReadStep(interval) is { } step && anchor is { } instant
            ? (Schedule.Every(step, instant), null)
            : Refuse(text, "Write an interval of at least a second, as in 'every:00:05:00', with or without ';anchor=2026-01-01T00:00:00Z'.");

    private static (Schedule? Schedule, string? Problem) ReadWindow(string text, string start, string end, string every) =>
        ReadInstant(start) is { } first && ReadInstant(end) is { } last && last >= first && ReadStep(every) is { } step
            ? (Schedule.Between(first, last, step), null)
            : Refuse(text, "Write the start, an end that is not before it, and a step of at least a second, as in 'between:2026-01-01T00:00:00Z;end=2026-02-01T00:00:00Z;every=1.00:00:00'.");

    private static DateTimeOffset? ReadInstant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static TimeSpan? ReadStep(string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var step) && step >= IntervalSchedule.Shortest ? step : null;

    private static (Schedule? Schedule, string? Problem) Refuse(string text, string remedy) => (null, $"'{text}' is not a schedule. {remedy}");

    private static (string Name, string Value) Divide(string part, char separator)
    {
        var index = part.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (part, "") : (part[..index], part[(index + 1)..]);
    }
}
