using System.Globalization;

namespace Ringleader.Jobs.Tests.Schedules;

/// <summary>
/// A random cron expression that knows its own meaning: each field is made together with a predicate, and nothing of the parser or
/// the search is used.
/// </summary>
internal sealed class NaiveCron
{
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly Random _random;
    private readonly HashSet<int>?[] _sets = new HashSet<int>?[7]; // null: any value
    private readonly List<Func<DateTime, bool>> _specialDays = [];
    private readonly List<Func<DateTime, bool>> _specialWeekdays = [];
    private DateTime _date;
    private bool _dateMatches;

    /// <param name="random">The seeded source.</param>
    /// <param name="isSparse">Whether it fires a few times an hour at most.</param>
    /// <param name="hasSeconds">Whether the field for seconds is written.</param>
    public NaiveCron(Random random, bool isSparse, bool hasSeconds)
    {
        _random = random;
        var second = hasSeconds ? Field(0, 0, 59, random.Next(2) == 0 ? Form.Any : Form.Single) : Fixed(0, 0);
        var minute = Field(1, 0, 59, isSparse ? Form.Single : Form.Any);
        var hour = Field(2, 0, 23, Form.Any);
        var day = random.Next(2) == 0 ? Star(3) : Days();
        var month = random.Next(3) > 0 ? Star(4) : Field(4, 1, 12, Form.Any, MonthNames);
        var weekday = random.Next(2) == 0 ? Star(5) : Weekdays();
        var year = hasSeconds && random.Next(4) == 0 ? " " + Field(6, 2000, 2099, Form.Any) : "";
        Text = $"{(hasSeconds ? second + " " : "")}{minute} {hour} {day} {month} {weekday}{year}";
        IsPeriodic = minute.Contains('*') || minute.Contains('/') || hour.Contains('*') || hour.Contains('/');
    }

    private enum Form
    {
        Any,
        Single,
    }

    public string Text { get; }

    public bool IsPeriodic { get; }

    public bool Matches(DateTime local)
    {
        if (!Allows(1, local.Minute) || !Allows(0, local.Second) || !Allows(2, local.Hour))
        {
            return false;
        }

        if (local.Date != _date)
        {
            (_date, _dateMatches) = (local.Date, MatchesDate(local.Date));
        }

        return _dateMatches;
    }

    private bool MatchesDate(DateTime date)
    {
        var byDate = Allows(3, date.Day) || _specialDays.Any(special => special(date));
        var byWeekday = Allows(5, (int)date.DayOfWeek) || _specialWeekdays.Any(special => special(date));
        var isEitherOpen = _sets[3] is null or { Count: 31 } || _sets[5] is null or { Count: 7 };
        return Allows(4, date.Month) && Allows(6, date.Year) && (isEitherOpen ? byDate && byWeekday : byDate || byWeekday);
    }

    private bool Allows(int index, int value) => _sets[index]?.Contains(value) ?? true;

    private string Days()
    {
        if (_random.Next(2) == 0)
        {
            return Field(3, 1, 31, Form.Any);
        }

        _sets[3] = [];
        var (number, before) = (_random.Next(1, 32), _random.Next(0, 5));
        switch (_random.Next(4))
        {
            case 0:
                _specialDays.Add(date => date.Day == Length(date) - before);
                return before == 0 ? "L" : Invariant($"L-{before}");
            case 1:
                _specialDays.Add(date => date.Day == NearestWeekday(date, number));
                return Invariant($"{number}W");
            case 2:
                _specialDays.Add(date => date.Day == NearestWeekday(date, Length(date) - before));
                return before == 0 ? "lw" : Invariant($"L-{before}W");
            default:
                _sets[3] = [number];
                _specialDays.Add(date => date.Day == Length(date));
                return Invariant($"{number},L");
        }
    }

    private string Weekdays()
    {
        if (_random.Next(2) == 0)
        {
            return Field(5, 0, 6, Form.Any, DayNames);
        }

        _sets[5] = [];
        var (weekday, nth) = (_random.Next(0, 8), _random.Next(1, 6));
        if (_random.Next(2) == 0)
        {
            _specialWeekdays.Add(date => (int)date.DayOfWeek == weekday % 7 && date.Day + 7 > Length(date));
            return Invariant($"{weekday}L");
        }

        _specialWeekdays.Add(date => (int)date.DayOfWeek == weekday % 7 && (date.Day + 6) / 7 == nth);
        return Invariant($"{DayNames[weekday % 7]}#{nth}");
    }

    private string Field(int index, int minimum, int maximum, Form form, string[]? names = null)
    {
        string Name(int value) => names is null || _random.Next(2) == 0 ? value.ToString(CultureInfo.InvariantCulture) : names[value - minimum];
        int Value() => _random.Next(minimum, maximum + 1);
        var isYear = maximum == 2099;
        var (from, to, step) = (Value(), Value(), _random.Next(1, Math.Min(maximum - minimum + 1, 20) + 1));
        if (isYear && to < from)
        {
            (from, to) = (to, from);
        }

        switch (form == Form.Single ? _random.Next(2) : _random.Next(7))
        {
            case 0:
                _sets[index] = [from];
                return Name(from);
            case 1:
                _sets[index] = [from, to];
                return $"{Name(from)},{Name(to)}";
            case 2:
                _sets[index] = Range(from, to, 1, minimum, maximum);
                return $"{Name(from)}-{Name(to)}";
            case 3:
                _sets[index] = Range(from, to, step, minimum, maximum);
                return Invariant($"{Name(from)}-{Name(to)}/{step}");
            case 4:
                _sets[index] = Range(minimum, maximum, step, minimum, maximum);
                return Invariant($"*/{step}");
            case 5:
                _sets[index] = Range(from, maximum, step, minimum, maximum);
                return Invariant($"{Name(from)}/{step}");
            default:
                return Star(index);
        }
    }

    private string Star(int index)
    {
        _sets[index] = null;
        return index is 3 or 5 && _random.Next(4) == 0 ? "?" : "*";
    }

    private string Fixed(int index, int value)
    {
        _sets[index] = [value];
        return "";
    }

    private static HashSet<int> Range(int from, int to, int step, int minimum, int maximum)
    {
        var all = new List<int> { from };
        for (var value = from; value != to;)
        {
            value = value == maximum ? minimum : value + 1;
            all.Add(value);
        }

        return [.. all.Where((_, index) => index % step == 0)];
    }

    /// <summary>The day from Monday to Friday that is nearest within the month; none if the month lacks the day itself.</summary>
    private static int NearestWeekday(DateTime month, int day)
    {
        var length = Length(month);
        return day > length || day < 1
            ? 0
            : Enumerable.Range(1, length)
                .Where(one => new DateTime(month.Year, month.Month, one).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .MinBy(one => Math.Abs(one - day));
    }

    private static int Length(DateTime date) => DateTime.DaysInMonth(date.Year, date.Month);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
