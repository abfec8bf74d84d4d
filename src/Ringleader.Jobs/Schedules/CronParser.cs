using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringleader.Jobs.Schedules;

/// <summary>
/// Reads cron expressions:
/// <code>
/// expression = macro | [second] minute hour day-of-month month weekday | second minute hour day-of-month month weekday year
/// field      = entry *( "," entry )
/// entry      = ( "*" | value | value "-" value ) [ "/" step ] | "?" | special
/// special    = "L" [ "-" number ] [ "W" ] | number "W"      ; day of month
///            | value "L" | value "#" number                 ; weekday
/// </code>
/// </summary>
internal static class CronParser
{
    /// <summary>The longest text that is read. The longest sensible one, all values of all fields, has about 1,100 characters.</summary>
    public const int LongestText = 2000;

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <summary>Reads an expression, or says in a few sentences what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronFields? fields, [NotNullWhen(false)] out string? problem)
    {
        (fields, problem) = Parse(text);
        return fields is not null;
    }

    private static (CronFields? Fields, string? Problem) Parse(string text)
    {
        if (text.Length > LongestText)
        {
            return (null, string.Create(
                CultureInfo.InvariantCulture,
                $"The cron expression has {text.Length} characters, more than the {LongestText} that are read. Write ranges and steps in place of lists."));
        }

        var expanded = text.Trim();
        if (expanded.StartsWith('@') && !Macros.TryGetValue(expanded, out expanded))
        {
            return (null, $"Cron expression '{text}' is not known. Write one of {string.Join(", ", Macros.Keys)}, or the fields one by one.");
        }

        var words = expanded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            5 => Read(text, ["0", .. words]),
            6 or 7 => Read(text, words),
            _ => (null, string.Create(
                CultureInfo.InvariantCulture,
                $"Cron expression '{text}' has {words.Length} fields. Write 5 (minute, hour, day of month, month, weekday), 6 with the second first, or 7 with the year last as well.")),
        };
    }

    private static (CronFields? Fields, string? Problem) Read(string text, string[] words)
    {
        var reader = new CronFieldReader(text);
        var seconds = reader.Read(CronField.Second, words[0]);
        var minutes = reader.Read(CronField.Minute, words[1]);
        var hours = reader.Read(CronField.Hour, words[2]);
        var days = reader.Read(CronField.DayOfMonth, words[3]);
        var months = reader.Read(CronField.Month, words[4]);
        var weekdays = reader.Read(CronField.Weekday, words[5]);
        var years = words.Length == 7 && words[6] is not "*" ? reader.Read(CronField.Year, words[6]) : (UInt128?)null;
        if (reader.Problem is not null)
        {
            return (null, reader.Problem);
        }

        var fields = new CronFields
        {
            Seconds = (ulong)seconds,
            Minutes = (ulong)minutes,
            Hours = (ulong)hours,
            Days = reader.SpecialDays with { Days = (uint)days << 1, Weekdays = (uint)weekdays },
            Months = (ulong)months << 1,
            Years = years,
            IsPeriodic = IsPeriodic(words[1]) || IsPeriodic(words[2]),
        };
        return fields.CanFire
            ? (fields, null)
            : (null, $"Cron expression '{text}' never fires: no month and year that it names has the days '{words[3]}'. Write 'L' for the last day of each month, or name a month that has the day.");
    }

    private static bool IsPeriodic(string word) => word.AsSpan().ContainsAny('*', '/');
}
