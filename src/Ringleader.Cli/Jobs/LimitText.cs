using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>Limits, for people and for scripts.</summary>
internal static class LimitText
{
    /// <summary><c>queue:mail 5 running, 100 starts per 1m</c>.</summary>
    public static string Of(JobLimit limit)
    {
        var running = limit.Running is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most} running") : null;
        var rate = limit is { Starts: { } starts, Per: { } per } ? string.Create(CultureInfo.InvariantCulture, $"{starts} starts per {Duration.Format(per)}") : null;
        return $"{limit.Name} {string.Join(", ", new[] { running, rate }.Where(static part => part is not null))}";
    }

    public static JsonNode ToJson(JobLimit limit) => new JsonObject
    {
        ["name"] = limit.Name,
        ["running"] = limit.Running,
        ["starts"] = limit.Starts,
        ["per_seconds"] = limit.Per?.TotalSeconds,
    };
}
