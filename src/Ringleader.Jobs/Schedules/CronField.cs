using System.Globalization;

namespace Ringleader.Jobs.Schedules;

/// <summary>One column of a cron expression: what errors call it, which numbers and names it takes.</summary>
internal sealed class CronField
{
    public static readonly CronField Second = new("second", 0, 59);
    public static readonly CronField Minute = new("minute", 0, 59);
    public static readonly CronField Hour = new("hour", 0, 23);
    public static readonly CronField DayOfMonth = new("day of month", 1, 31);

    public static readonly CronField Month =
        new("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    public static readonly CronField Weekday = new("weekday", 0, 6, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT") { LargestNumber = 7 };

    public static readonly CronField Year = new("year", 2000, 2099);

    private readonly string[] _names;

    private CronField(string name, int minimum, int maximum, params string[] names)
    {
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
        LargestNumber = maximum;
        _names = names;
    }

    public string Name { get; }

    public int Minimum { get; }

    public int Maximum { get; }

    /// <summary>The largest number that may be written: 7 is a second name of Sunday.</summary>
    public int LargestNumber { get; private init; }

    public int Count => Maximum - Minimum + 1;

    /// <summary>Days may be left open in two ways, as Quartz wants it: with <c>*</c> and with <c>?</c>.</summary>
    public bool TakesQuestionMark => this == DayOfMonth || this == Weekday;

    /// <summary>What the field takes, as the end of a sentence.</summary>
    public string Allowed
    {
        get
        {
            var numbers = string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {LargestNumber}");
            var sunday = this == Weekday ? " (0 and 7 are Sunday)" : "";
            return _names.Length == 0 ? numbers : $"{numbers}{sunday} or a name from {_names[0]} to {_names[^1]}";
        }
    }

    /// <summary>Reads a number or a name; the value may be above <see cref="Maximum"/> where <see cref="LargestNumber"/> is.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out int value)
    {
        for (var index = 0; index < _names.Length; index++)
        {
            if (text.Equals(_names[index], StringComparison.OrdinalIgnoreCase))
            {
                value = Minimum + index;
                return true;
            }
        }

        return TryReadNumber(text, Minimum, LargestNumber, out value);
    }

    /// <summary>Reads decimal digits; leading zeros are allowed.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, int minimum, int maximum, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum;
}
