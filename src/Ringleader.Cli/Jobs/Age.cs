using System.Globalization;

namespace Ringleader.Cli.Jobs;

/// <summary>A time as a person says it: <c>45s</c>, <c>12m</c>, <c>3h</c>, <c>5d</c>.</summary>
internal static class Age
{
    /// <summary>In the largest unit of which there is one, without its fraction; zero or less is <c>0s</c>.</summary>
    public static string Of(TimeSpan time)
    {
        var (count, unit) = time switch
        {
            { TotalDays: >= 1 } => (time.TotalDays, 'd'),
            { TotalHours: >= 1 } => (time.TotalHours, 'h'),
            { TotalMinutes: >= 1 } => (time.TotalMinutes, 'm'),
            _ => (Math.Max(0, time.TotalSeconds), 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(long)count}{unit}");
    }
}
