namespace Ringleader.Cli.Tests.Demo;

/// <summary>The scene as a user sees it: the real tool, with its processes, Ruby's included.</summary>
public sealed class ServicesSceneTests
{
    [Theory]
    [InlineData(null, 5, 2)]
    [InlineData("", 4, 1)] // without Ruby
    public async Task Scene_passes_every_check(string? path, int checks, int services)
    {
        var measures = await SceneRun.PassAsync("services", path, checks);

        Assert.Equal(services == 2, measures.GetProperty("ruby").GetBoolean());
        Assert.Equal(services, measures.GetProperty("registered_again_seconds").EnumerateObject().Count());
    }
}
