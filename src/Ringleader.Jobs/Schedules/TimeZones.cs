namespace Ringleader.Jobs.Schedules;

/// <summary>
/// Finds time zones by their IANA names. They come from the machine (the package tzdata on Linux), not from .NET, and do not need
/// ICU there; on Windows, IANA names need .NET's globalization, so that an application with InvariantGlobalization knows only
/// Windows' own names.
/// </summary>
internal static class TimeZones
{
    /// <summary>The zone, or null when this machine does not know it.</summary>
    public static TimeZoneInfo? Find(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>Why a zone was not found, and what to do.</summary>
    public static string Explain(string id) => Explain(id, TimeZoneInfo.GetSystemTimeZones().Count);

    public static string Explain(string id, int zonesHere) => zonesHere > 1
        ? $"Time zone '{id}' is not known on this machine. Write an IANA name such as 'Europe/Vienna'; if the name is right, bring the time zone data up to date."
        : $"Time zone '{id}' is not known, since this machine has no time zone data. Install the package 'tzdata' (Debian: apt-get install tzdata; Alpine: apk add tzdata).";
}
