using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ringleader.Cli.Tests.Demo;

/// <summary>Scenes that are ended before their time leave nothing running.</summary>
public sealed partial class SceneEndingTests
{
    [Theory]
    [InlineData("remoting", "server", "workers")]
    [InlineData("space", "ring", "counters")]
    [InlineData("services", "ring", "services")]
    [InlineData("jobs", "workers")]
    [InlineData("jobs", "store     PostgreSQL", "workers")]
    public async Task Terminated_scene_ends_its_processes(string scene, params string[] facts)
    {
        await using var tool = ToolProcess.Start(path: null, "demo", "--only", scene);
        var processes = await ReadProcessesAsync(tool, facts);

        tool.Terminate();
        var run = await tool.EndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Interrupted.\n", run.Error.ReplaceLineEndings("\n"));
        await AssertEndedAsync(processes);
    }

    [Theory]
    [InlineData("remoting", "server", "workers")]
    [InlineData("space", "ring", "counters")]
    [InlineData("services", "ring", "services")]
    [InlineData("jobs", "workers")]
    [InlineData("jobs", "store     PostgreSQL", "workers")]
    public async Task Killed_scene_takes_its_processes_along(string scene, params string[] facts)
    {
        await using var tool = ToolProcess.Start(path: null, "demo", "--only", scene);
        var processes = await ReadProcessesAsync(tool, facts);

        tool.Kill();
        await tool.EndAsync();

        await AssertEndedAsync(processes);
    }

    /// <summary>The processes that the scene says it started.</summary>
    private static async Task<Process[]> ReadProcessesAsync(ToolProcess tool, string[] facts)
    {
        var lines = "";
        foreach (var fact in facts)
        {
            lines += await tool.ReadLineAsync("  " + fact);
        }

        return [.. ProcessNumber().Matches(lines).Select(match => FindProcess(match.Groups["id"].Value)).OfType<Process>()];
    }

    private static Process? FindProcess(string id)
    {
        try
        {
            return Process.GetProcessById(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (ArgumentException)
        {
            // It has ended already.
            return null;
        }
    }

    private static async Task AssertEndedAsync(Process[] processes)
    {
        foreach (var process in processes)
        {
            await process.WaitForExitAsync().WaitAsync(ToolProcess.Safety);
            process.Dispose();
        }
    }

    [GeneratedRegex(@"process (?<id>\d+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ProcessNumber();
}
