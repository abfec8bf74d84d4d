using System.Globalization;

namespace Ringleader.Jobs.Types;

/// <summary>Durations in texts, for where only a constant can stand: <c>250ms</c>, <c>10s</c>, <c>5m</c>, <c>4h</c>, <c>30d</c>.</summary>
internal static class DurationText
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    /// <summary>Reads a duration longer than zero.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">The setting it comes from, for the error.</param>
    /// <exception cref="ArgumentException">The text is not a duration, or it is too long.</exception>
    public static TimeSpan Parse(string text, string what)
    {
        var digits = text.AsSpan().TrimEnd("mshd");
        var unit = text.AsSpan(digits.Length) switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= Longest / unit
            ? unit * count
            : throw new ArgumentException($"'{text}' in {what} is not a valid duration; use a form such as 250ms, 10s, 5m, 4h or 30d, of at most {Longest.Days} days.", nameof(text));
    }
}
