using System.Text.Json.Nodes;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Jobs;

/// <summary>What is held back, for people and for scripts.</summary>
internal static class PauseText
{
    /// <summary><c>queue mail</c>.</summary>
    public static string Of(PauseTarget pause) => pause switch
    {
        { Queue: { } queue } => $"queue {queue}",
        { Kind: { } kind } => $"kind {kind}",
        _ => $"schedule {pause.Schedule}",
    };

    public static JsonNode ToJson(PauseTarget pause) => pause switch
    {
        { Queue: { } queue } => new JsonObject { ["queue"] = queue },
        { Kind: { } kind } => new JsonObject { ["kind"] = kind },
        _ => new JsonObject { ["schedule"] = pause.Schedule },
    };
}
