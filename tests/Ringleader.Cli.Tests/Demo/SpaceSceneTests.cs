namespace Ringleader.Cli.Tests.Demo;

/// <summary>The scene as a user sees it: the real tool, with its processes, Ruby's included.</summary>
public sealed class SpaceSceneTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")] // without Ruby
    public async Task Scene_passes_every_check(string? path)
    {
        var measures = await SceneRun.PassAsync("space", path, checks: 3);

        Assert.Equal(450, measures.GetProperty("added_carelessly").GetInt32());
        Assert.Equal(349, measures.GetProperty("count").GetInt32());
        Assert.True(measures.GetProperty("back_after_seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Scene_without_Ruby_says_what_to_install()
    {
        await using var tool = ToolProcess.Start(path: "", "demo", "--only", "space");

        var run = await tool.EndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("is not installed: to see a Ruby process count, install it", run.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet-3", run.Output, StringComparison.Ordinal);
    }
}
