using System.Text.Json;

namespace Ringleader.Cli.Tests.Demo;

/// <summary>One scene of the demo, played by the real tool.</summary>
internal static class SceneRun
{
    /// <summary>Plays it, and gives what it printed of itself.</summary>
    /// <param name="name">The scene.</param>
    /// <param name="path">What PATH is to be: null for this process's, empty for a machine without Ruby.</param>
    /// <param name="checks">How many checks have to pass.</param>
    public static async Task<JsonElement> PassAsync(string name, string? path, int checks)
    {
        await using var tool = ToolProcess.Start(path, "demo", "--only", name, "--json");

        var run = await tool.EndAsync();

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        using var document = JsonDocument.Parse(run.Output);
        var scene = Assert.Single(document.RootElement.GetProperty("scenes").EnumerateArray());
        Assert.Equal(name, scene.GetProperty("name").GetString());
        Assert.Equal(checks, scene.GetProperty("checks").EnumerateArray().Count(static check => check.GetProperty("passed").GetBoolean()));
        return scene.GetProperty("measures").Clone();
    }
}
