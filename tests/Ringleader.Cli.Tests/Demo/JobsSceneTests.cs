using System.Text.Json;

namespace Ringleader.Cli.Tests.Demo;

/// <summary>The scene as a user sees it: the real tool, with its processes, PostgreSQL's included.</summary>
public sealed class JobsSceneTests
{
    [Theory]
    [InlineData(null, 12, "SQLite", "PostgreSQL")]
    [InlineData("", 6, "SQLite")] // without PostgreSQL
    public async Task Scene_passes_every_check(string? path, int checks, params string[] stores)
    {
        var measures = await SceneRun.PassAsync("jobs", path, checks);

        Assert.Equal(stores, measures.GetProperty("stores").EnumerateArray().Select(static store => store.GetProperty("store").GetString()));
        Assert.All(measures.GetProperty("stores").EnumerateArray(), static store =>
        {
            Assert.True(store.GetProperty("held").GetInt32() >= 1);
            Assert.True(store.GetProperty("taken_over_after_seconds").GetDouble() > 0);
            Assert.True(store.GetProperty("compressed_bytes").GetInt64() < store.GetProperty("bytes").GetInt64());
        });
    }

    [Fact]
    public async Task Scene_without_PostgreSQL_says_what_to_install()
    {
        await using var tool = ToolProcess.Start(path: "", "demo", "--only", "jobs");

        var run = await tool.EndAsync();

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("PostgreSQL is not installed: to see the same on it, install it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scene_transcodes_the_users_own_directory()
    {
        var directory = Directory.CreateTempSubdirectory();
        directory.CreateSubdirectory("deeper");
        for (var i = 0; i < 20; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, i % 2 == 0 ? "deeper" : "", $"{i}.txt"), new string('x', i * 1000));
        }

        await using var tool = ToolProcess.Start(path: "", "demo", "--only", "jobs", "--input", directory.FullName, "--json");

        var run = await tool.EndAsync();

        directory.Delete(recursive: true);
        Assert.Equal("", run.Error);
        using var document = JsonDocument.Parse(run.Output);
        var store = document.RootElement.GetProperty("scenes")[0].GetProperty("measures").GetProperty("stores")[0];
        Assert.Equal(20, store.GetProperty("files").GetInt32());
        Assert.Equal(190_000, store.GetProperty("bytes").GetInt64());
    }
}
