using System.Text.Json.Nodes;

namespace Ringleader.Cli.Demo;

/// <summary>What a scene measured and checked.</summary>
/// <param name="Checks">At least one.</param>
/// <param name="Measures">The numbers it showed, for <c>--json</c>.</param>
internal sealed record SceneResult(IReadOnlyList<SceneCheck> Checks, JsonObject Measures)
{
    /// <summary>True when every check passed, and there was one.</summary>
    public bool HasPassed => Checks.Count > 0 && Checks.All(static check => check.Passed);
}
