using System.Diagnostics.CodeAnalysis;
using Ringleader.Jobs.Schedules;

namespace Ringleader.Jobs;

/// <summary>
/// A calendar rule in the notation of crontab, such as <c>0 7 * * MON-FRI</c>. Immutable, thread-safe, and without a time zone:
/// that comes with each question.
/// </summary>
/// <remarks>
/// <para>
/// Five fields are minute, hour, day of month, month and weekday; six have the second first; seven, as in BackgrounDRb, have the
/// year last as well. Names and letters may be in either case.
/// </para>
/// <list type="table">
/// <listheader><term>Written</term><description>Means</description></listheader>
/// <item><term><c>*</c>, and <c>?</c> for days</term><description>every value</description></item>
/// <item><term><c>1,15</c> <c>9-17</c> <c>FRI-MON</c></term><description>lists and ranges; a range may run over the end of its field, except in years</description></item>
/// <item><term><c>*/15</c> <c>5/15</c> <c>0-30/10</c></term><description>steps: from the start, from 5 to the end, within the range</description></item>
/// <item><term>weekday <c>0</c> to <c>7</c>, <c>SUN</c> to <c>SAT</c></term><description>0 and 7 are Sunday</description></item>
/// <item><term>year <c>2000</c> to <c>2099</c></term><description><c>*</c> has no such end</description></item>
/// <item><term><c>L</c>, <c>L-3</c></term><description>the last day of the month, the third before it</description></item>
/// <item><term><c>15W</c>, <c>LW</c></term><description>the day from Monday to Friday that is nearest, within the month</description></item>
/// <item><term><c>5L</c>, <c>MON#2</c></term><description>the last Friday, the second Monday of the month</description></item>
/// <item><term><c>@yearly</c> <c>@annually</c> <c>@monthly</c> <c>@weekly</c> <c>@daily</c> <c>@midnight</c> <c>@hourly</c></term><description>the first instant of each</description></item>
/// </list>
/// <para>
/// When both day fields leave a value out, a day that matches either of them counts, as in crontab. A month that does not have the
/// day, such as <c>31</c> or <c>31W</c> in April, is passed over. An expression that can never fire, such as 31 February, is refused.
/// </para>
/// <para>
/// An expression with <c>*</c> or a step in its minute or hour is periodic: it follows real time. When clocks are put forward, the
/// times that are skipped fire once, at the first instant after the gap, unless a periodic expression fires within the next hour
/// anyway. When clocks are put back, a periodic expression fires in both halves of what is repeated, any other in the first alone.
/// </para>
/// <list type="table">
/// <listheader><term>Elsewhere</term><description>Differs in</description></listheader>
/// <item><term>Vixie cron</term><description><c>*/2</c> in a day field counts as every day when the other day field is asked; no seconds, years, <c>L</c>, <c>W</c>, <c>#</c>, ranges over the end; skipped times of periodic expressions never fire</description></item>
/// <item><term>Quartz</term><description>weekdays are 1 (Sunday) to 7; one of the day fields must be <c>?</c>; years from 1970; skipped times may be lost and repeated ones doubled</description></item>
/// <item><term>Cronos</term><description>both day fields must match; ranges make an expression periodic; periodic ones fire after each gap; no years</description></item>
/// <item><term>BackgrounDRb</term><description><c>2/10</c> in a field that starts at 1 began at 3; weekday 7 and names are not known</description></item>
/// </list>
/// </remarks>
public sealed class CronExpression : IEquatable<CronExpression>
{
    private readonly CronFields _fields;
    private readonly string _text;

    private CronExpression(string text, CronFields fields)
    {
        _text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        _fields = fields;
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">At most 2,000 characters.</param>
    /// <exception cref="FormatException">The text is no expression or can never fire; the message names the field, the entry, what is allowed and what to write.</exception>
    public static CronExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var expression, out var problem) ? expression : throw new FormatException(problem);
    }

    /// <summary>Reads an expression, or says what is wrong with it.</summary>
    /// <param name="text">At most 2,000 characters; null is refused like an empty text.</param>
    /// <param name="expression">The expression, or null.</param>
    /// <param name="problem">What <see cref="Parse"/> would throw, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        expression = CronParser.TryParse(text ??= "", out var fields, out problem) ? new CronExpression(text, fields) : null;
        return expression is not null;
    }

    /// <summary>The first time the expression fires after an instant, in UTC and a whole second; null when it never does again.</summary>
    /// <param name="instant">The instant, itself excluded.</param>
    /// <param name="zone">The zone whose wall clock the fields are about.</param>
    /// <remarks>Does not allocate. Years pass as fast as days: a far firing, such as 29 February on a Monday, costs a few hundred steps at most.</remarks>
    public DateTimeOffset? NextAfter(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return CronSearch.NextAfter(_fields, new ZoneClock(zone), instant.UtcTicks / TimeSpan.TicksPerSecond) is { } due
            ? new DateTimeOffset(due * TimeSpan.TicksPerSecond, TimeSpan.Zero)
            : null;
    }

    /// <summary>All times at which the expression fires in a span, in UTC and in order, found as they are asked for.</summary>
    /// <param name="from">The start of the span, included.</param>
    /// <param name="until">The end of the span, excluded.</param>
    /// <param name="zone">The zone whose wall clock the fields are about.</param>
    public IEnumerable<DateTimeOffset> Occurrences(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Walk();

        IEnumerable<DateTimeOffset> Walk()
        {
            var before = from.UtcTicks == 0 ? from : from.AddTicks(-1);
            for (var next = NextAfter(before, zone); next < until; next = NextAfter(next.Value, zone))
            {
                yield return next.Value;
            }
        }
    }

    /// <summary>Whether the fields of both allow the same values, however they are written: <c>@daily</c> equals <c>0 0 * * *</c>.</summary>
    /// <param name="other">The other, or null.</param>
    public bool Equals(CronExpression? other) => other is not null && _fields == other._fields;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CronExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => _fields.GetHashCode();

    /// <summary>The text as it was given, with single spaces between the fields.</summary>
    public override string ToString() => _text;
}
