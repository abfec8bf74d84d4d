using System.Diagnostics.CodeAnalysis;
using Ringleader.Jobs.Schedules;

namespace Ringleader.Jobs;

/// <summary>
/// When a job is to run again and again: a pure function from one instant to the next. Immutable, thread-safe and without a clock,
/// so every node that has the same text reckons the same instants.
/// </summary>
/// <example>
/// <code>
/// Schedule.Cron("0 7 * * MON-FRI", "Europe/Vienna");
/// Schedule.Every(TimeSpan.FromMinutes(5));
/// Schedule.Parse("cron:0 7 * * MON-FRI;zone=Europe/Vienna");
/// </code>
/// </example>
public abstract class Schedule : IEquatable<Schedule>
{
    private readonly string _text;

    private protected Schedule(string text)
    {
        _text = text;
    }

    /// <summary>Fires when a cron expression says so on the wall clock of a time zone.</summary>
    /// <param name="expression">The expression; see <see cref="CronExpression"/> for its notation and what it does when clocks change.</param>
    /// <param name="zone">The IANA name of the zone, such as <c>Europe/Vienna</c>. Zones are the machine's; on Linux, the package tzdata brings them.</param>
    /// <exception cref="FormatException">The expression is none; the message says why.</exception>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone; the message says what to install.</exception>
    public static Schedule Cron(string expression, string zone = "UTC")
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new CronSchedule(CronExpression.Parse(expression), TimeZones.Find(zone) ?? throw new TimeZoneNotFoundException(TimeZones.Explain(zone)));
    }

    /// <summary>Fires in even steps of real time, whatever clocks on walls do.</summary>
    /// <param name="interval">The step, at least one second.</param>
    /// <param name="anchor">
    /// An instant of the series, which runs on before and after it. Null: the start of 1970 in UTC, so that one hour fires at each full hour.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than a second.</exception>
    public static Schedule Every(TimeSpan interval, DateTimeOffset? anchor = null)
    {
        ThrowIfTooShort(interval, nameof(interval));
        return new IntervalSchedule(interval, anchor ?? DateTimeOffset.UnixEpoch);
    }

    /// <summary>Fires at a start, in even steps after it, and no more after an end: BackgrounDRb's <c>:start</c>, <c>:end</c>, <c>:repeat_interval</c>.</summary>
    /// <param name="start">The first firing.</param>
    /// <param name="end">The last instant at which it may fire; not before the start.</param>
    /// <param name="every">The step, at least one second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start, or the step is shorter than a second.</exception>
    public static Schedule Between(DateTimeOffset start, DateTimeOffset end, TimeSpan every)
    {
        ThrowIfTooShort(every, nameof(every));
        return end >= start
            ? new WindowSchedule(start, end, every)
            : throw new ArgumentOutOfRangeException(nameof(end), end, $"The end is before the start '{ScheduleText.Of(start)}'.");
    }

    /// <summary>Fires a single time.</summary>
    /// <param name="at">The instant.</param>
    public static Schedule Once(DateTimeOffset at) => new OnceSchedule(at);

    /// <summary>Reads the text of a schedule, as <see cref="ToString"/> gives it.</summary>
    /// <param name="text">The text, such as <c>cron:0 7 * * MON-FRI;zone=Europe/Vienna</c> or <c>every:00:05:00</c>.</param>
    /// <exception cref="FormatException">The text is no schedule, or this machine does not know its zone; the message says why.</exception>
    public static Schedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var schedule, out var problem) ? schedule : throw new FormatException(problem);
    }

    /// <summary>Reads the text of a schedule, or says what is wrong with it.</summary>
    /// <param name="text">The text; null is refused like an empty one.</param>
    /// <param name="schedule">The schedule, or null.</param>
    /// <param name="problem">What <see cref="Parse"/> would throw, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem) =>
        ScheduleText.TryParse(text ?? "", out schedule, out problem);

    /// <summary>The first instant after another at which the schedule fires, in UTC; null when it never does again.</summary>
    /// <param name="instant">The instant, itself excluded.</param>
    public abstract DateTimeOffset? NextAfter(DateTimeOffset instant);

    /// <summary>Whether both have the same text.</summary>
    /// <param name="other">The other, or null.</param>
    public bool Equals(Schedule? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The text to store, which <see cref="Parse"/> reads; it is the same on all machines and versions.</summary>
    public sealed override string ToString() => _text;

    private static void ThrowIfTooShort(TimeSpan interval, string parameter)
    {
        if (interval < IntervalSchedule.Shortest)
        {
            throw new ArgumentOutOfRangeException(parameter, interval, "A schedule fires once a second at most.");
        }
    }
}
