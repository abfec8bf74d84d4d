using System.Globalization;

namespace Ringleader.Cli;

/// <summary>Durations as the command line writes them: <c>250ms</c>, <c>10s</c>, <c>5m</c>, <c>4h</c>.</summary>
internal static class Duration
{
    public const string Forms = "250ms, 10s, 5m or 4h";

    /// <summary>The longest that the runtime's timers can wait, rounded down to hours: almost 50 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1193);

    /// <summary>Reads a duration longer than zero. False for anything else, spaces and fractions too.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var digits = text.AsSpan().TrimEnd("msh");
        duration = default;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var milliseconds = count * (decimal)(text[digits.Length..] switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 0,
        });
        if (milliseconds <= 0 || milliseconds > (decimal)Longest.TotalMilliseconds)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds((long)milliseconds);
        return true;
    }

    /// <summary>Writes a duration in the largest unit that needs no fraction, such as <c>90s</c>; at least whole milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        var (count, unit) = milliseconds switch
        {
            _ when milliseconds % 3_600_000 == 0 => (milliseconds / 3_600_000, "h"),
            _ when milliseconds % 60_000 == 0 => (milliseconds / 60_000, "m"),
            _ when milliseconds % 1000 == 0 => (milliseconds / 1000, "s"),
            _ => (milliseconds, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}
