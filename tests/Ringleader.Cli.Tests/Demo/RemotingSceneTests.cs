using System.Text.Json;

namespace Ringleader.Cli.Tests.Demo;

/// <summary>The scene as a newcomer runs it: with real processes on the recorded log.</summary>
public sealed class RemotingSceneTests
{
    [Fact]
    public async Task Scene_passes_every_check()
    {
        var measures = await SceneRun.PassAsync("remoting", path: null, checks: 5);

        Assert.True(measures.GetProperty("lines").GetInt64() >= 20_000);
        Assert.NotEqual(measures.GetProperty("killed").GetString(), measures.GetProperty("redone_by").GetString());
        Assert.True(measures.GetProperty("workers").GetArrayLength() >= 3);
    }

    [Fact]
    public async Task Scene_goes_on_without_Ruby_and_says_what_to_install()
    {
        await using var tool = ToolProcess.Start(path: "", "demo", "--only", "remoting");

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
        await using var tool = ToolProcess.Start(path: null, "demo", "--only", "remoting", "--input", file, "--json");

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

        var run = await CliRun.OfAsync("demo", "--only", "remoting", "--input", file);

        File.Delete(file);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"The file '{file}' has 2 lines; it takes 200 to share them out.\n", run.Error);
    }
}
