using System.Text.Json;
using System.Text.Json.Nodes;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>Jobs as the JSON that scripts read. What there is none of is null; times are ISO 8601 in UTC, durations seconds.</summary>
internal static class JobJson
{
    public static JsonObject Of(JobSnapshot job) => new()
    {
        ["id"] = job.Id.Value,
        ["kind"] = job.Kind,
        ["version"] = job.Version,
        ["state"] = JobStates.NameOf(job.State),
        ["queue"] = job.Queue,
        ["priority"] = job.Priority,
        ["attempts"] = job.Attempts,
        ["max_attempts"] = job.MaxAttempts,
        ["crashes"] = job.Crashes,
        ["enqueued_at"] = Instant(job.EnqueuedAt),
        ["run_at"] = Instant(job.RunAt),
        ["ended_at"] = Instant(job.EndedAt),
        ["worker"] = job.Worker,
        ["term"] = job.Term,
        ["progress"] = job.Progress,
        ["note"] = job.Note,
        ["unique_key"] = job.UniqueKey,
        ["group"] = job.Group,
        ["limit_key"] = job.LimitKey,
        ["tags"] = Texts(job.Tags),
        ["batch"] = job.BatchId,
        ["arguments"] = Parse(job.Arguments),
        ["result"] = Parse(job.Result),
        ["error"] = job.LastError is { } error
            ? new JsonObject { ["type"] = error.Type, ["message"] = error.Message, ["stack"] = error.Stack, ["at"] = Instant(error.At) }
            : null,
    };

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode)JsonValue.Create(text))]);

    public static string? Instant(DateTimeOffset? instant) => instant is { } at ? JobText.Of(at) : null;

    /// <summary>What a handler stored; a text that is no JSON after all is shown as a string.</summary>
    private static JsonNode? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }
}
