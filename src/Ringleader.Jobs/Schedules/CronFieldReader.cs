namespace Ringleader.Jobs.Schedules;

/// <summary>Reads the fields of one cron expression, one after the other, up to the first problem.</summary>
/// <param name="text">The whole expression, for errors.</param>
internal sealed class CronFieldReader(string text)
{
    /// <summary>What is wrong with the first bad entry, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Days named by <c>L</c>, <c>W</c> and <c>#</c>, from both day fields; its plain sets are left empty.</summary>
    public CronDays SpecialDays { get; private set; } = new();

    /// <summary>The plain values of a field: bit 0 is its smallest value.</summary>
    public UInt128 Read(CronField field, string word)
    {
        UInt128 set = 0;
        foreach (var entry in word.Split(','))
        {
            if (Problem is not null)
            {
                break;
            }

            if (entry.Length == 0)
            {
                Refuse(field, word, $"an entry of the list is empty; each is {field.Allowed}. Remove the comma that is too much.");
            }
            else if (field == CronField.DayOfMonth && entry.AsSpan().ContainsAny("LlWw"))
            {
                ReadSpecialDay(entry);
            }
            else if (field == CronField.Weekday && entry.AsSpan().ContainsAny("Ll#"))
            {
                ReadSpecialWeekday(entry);
            }
            else
            {
                set |= ReadEntry(field, entry);
            }
        }

        return set;
    }

    /// <summary>( "*" | value | value "-" value ) [ "/" step ] | "?"</summary>
    private UInt128 ReadEntry(CronField field, string entry)
    {
        if (entry is "?" && field.TakesQuestionMark)
        {
            return Values(field, field.Minimum, field.Maximum, 1);
        }

        var (body, step) = (entry, 1);
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            body = entry[..slash];
            if (!CronField.TryReadNumber(entry.AsSpan(slash + 1), 1, field.Count, out step))
            {
                return Refuse(field, entry, FormattableString.Invariant($"the step after '/' must be a number from 1 to {field.Count}, and starts anew with each turn of the field. For an interval that does not fit, use Schedule.Every."));
            }
        }

        if (body is "*")
        {
            return Values(field, field.Minimum, field.Maximum, step);
        }

        if (field.TryRead(body, out var single))
        {
            return Values(field, single, slash < 0 ? single : field.Maximum, step);
        }

        var dash = body.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !field.TryRead(body.AsSpan(0, dash), out var from) || !field.TryRead(body.AsSpan(dash + 1), out var to))
        {
            return Refuse(field, entry, $"it takes {field.Allowed}, a range of them with '-', and '*', each with a step after '/' if need be.");
        }

        return to < from && field == CronField.Year
            ? Refuse(field, entry, $"years do not come round again. Write {field.Allowed}, the smaller first.")
            : Values(field, from, to, step);
    }

    /// <summary>"L" [ "-" number ] [ "W" ] | number "W"</summary>
    private void ReadSpecialDay(string entry)
    {
        var isNearest = char.ToUpperInvariant(entry[^1]) == 'W';
        var body = isNearest ? entry.AsSpan(0, entry.Length - 1) : entry;
        if (isNearest && CronField.DayOfMonth.TryRead(body, out var day))
        {
            SpecialDays = SpecialDays with { Nearest = SpecialDays.Nearest | (1u << day) };
            return;
        }

        var before = 0;
        var isLast = body.StartsWith("L", StringComparison.OrdinalIgnoreCase)
            && (body.Length == 1 || (body[1] == '-' && CronField.TryReadNumber(body[2..], 0, 30, out before)));
        if (!isLast)
        {
            Refuse(CronField.DayOfMonth, entry, $"it takes {CronField.DayOfMonth.Allowed}; 'L' for the last day, 'L-3' (up to 'L-30') for days before it; and 'W' after one of them, as in '15W' or 'LW', for the nearest day from Monday to Friday.");
            return;
        }

        var bit = 1u << before;
        SpecialDays = isNearest
            ? SpecialDays with { NearestBeforeLast = SpecialDays.NearestBeforeLast | bit }
            : SpecialDays with { DaysBeforeLast = SpecialDays.DaysBeforeLast | bit };
    }

    /// <summary>value "L" | value "#" number</summary>
    private void ReadSpecialWeekday(string entry)
    {
        var hash = entry.IndexOf('#', StringComparison.Ordinal);
        var nth = 0;
        var isNth = hash >= 0 && CronField.TryReadNumber(entry.AsSpan(hash + 1), 1, 5, out nth);
        var isLast = hash < 0 && char.ToUpperInvariant(entry[^1]) == 'L';
        if (!(isNth || isLast) || !CronField.Weekday.TryRead(entry.AsSpan(0, isNth ? hash : entry.Length - 1), out var weekday))
        {
            Refuse(CronField.Weekday, entry, $"it takes {CronField.Weekday.Allowed}; with 'L' after it for the last of the month, as in 'FRIL'; or with '#' and a number from 1 to 5, as in 'MON#2' for the second Monday.");
            return;
        }

        weekday %= CronField.Weekday.Count;
        SpecialDays = isLast
            ? SpecialDays with { LastWeekdays = SpecialDays.LastWeekdays | (1u << weekday) }
            : SpecialDays with { NthWeekdays = SpecialDays.NthWeekdays | (1ul << ((7 * (nth - 1)) + weekday)) };
    }

    /// <summary>Values from one to another, past the end of the field and on from its start if need be.</summary>
    private static UInt128 Values(CronField field, int from, int to, int step)
    {
        UInt128 set = 0;
        var end = to < from ? to + field.Count : to;
        for (var value = from; value <= end; value += step)
        {
            set |= UInt128.One << ((value - field.Minimum) % field.Count);
        }

        return set;
    }

    private UInt128 Refuse(CronField field, string entry, string why)
    {
        Problem = $"The {field.Name} field of cron expression '{text}' has '{entry}': {why}";
        return 0;
    }
}
