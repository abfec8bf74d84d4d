using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ringleader.Cli.Tests.Demo;

/// <summary>The scene as a newcomer runs it: with real processes on the recorded log.</summary>
public sealed partial class RemotingSceneTests
{
    [Fact]
    public async Task Scene_passes_every_check()
    {
        await using var tool = ToolProcess.Start(path: null, "demo", "--only", "remoting", "--json");

        var run = await tool.EndAsync();

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        using var document = JsonDocument.Parse(run.Output);
        Assert.True(document.RootElement.GetProperty("passed").GetBoolean());
        var scene = Assert.Single(document.RootElement.GetProperty("scenes").EnumerateArray());
        Assert.Equal(5, scene.GetProperty("checks").EnumerateArray().Count(check => check.GetProperty("passed").GetBoolean()));
        var measures = scene.GetProperty("measures");
        Assert.True(measures.GetProperty("lines").GetInt64() >= 20_000);
        Assert.NotEqual(measures.GetProperty("killed").GetString(), measures.GetProperty("redone_by").GetString());
        Assert.True(measures.GetProperty("workers").GetArrayLength() >= 3);
    }

    [Fact]
    public async Task Scene_goes_on_without_Ruby_and_says_what_to_install()
    {
        await using var tool = ToolProcess.Start(path: "", "demo");

        var run = await tool.EndAsync();

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("is not installed: to see a Ruby worker take part, install it", run.Output, StringComparison.Ordinal);
        Assert.Contains("5 of 5 checks passed", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Scene_counts_the_users_own_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "no request" : "1.2.3.4 - - [t] \"GET /mine HTTP/1.1\" 200 1"));
        await using var tool = ToolProcess.Start(path: null, "demo", "--input", file, "--json");

        var run = await tool.EndAsync();

        File.Delete(file);
        using var document = JsonDocument.Parse(run.Output);
        var measures = document.RootElement.GetProperty("scenes")[0].GetProperty("measures");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(200, measures.GetProperty("top").GetProperty("/mine").GetInt64());
        Assert.Equal(100, measures.GetProperty("unreadable_lines").GetInt64());
    }

    [Fact]
    public async Task File_that_is_too_short_to_be_shared_out_is_wrong_use()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "one\ntwo\n");

        var run = await CliRun.OfAsync("demo", "--input", file);

        File.Delete(file);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"The file '{file}' has 2 lines; it takes 200 to share them out.\n", run.Error);
    }

    [Fact]
    public async Task Terminated_scene_ends_its_processes()
    {
        await using var tool = ToolProcess.Start(path: null, "demo");
        var processes = await ReadProcessesAsync(tool);

        tool.Terminate();
        var run = await tool.EndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Interrupted.\n", run.Error.ReplaceLineEndings("\n"));
        await AssertEndedAsync(processes);
    }

    [Fact]
    public async Task Killed_scene_takes_its_processes_along()
    {
        await using var tool = ToolProcess.Start(path: null, "demo");
        var processes = await ReadProcessesAsync(tool);

        tool.Kill();
        await tool.EndAsync();

        await AssertEndedAsync(processes);
    }

    /// <summary>The processes that the scene says it started.</summary>
    private static async Task<Process[]> ReadProcessesAsync(ToolProcess tool)
    {
        var lines = await tool.ReadLineAsync("  server") + await tool.ReadLineAsync("  workers");
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
