namespace Ringleader.Cli.Tests.Demo;

/// <summary>What may be given to the demo to work on, and to which scene.</summary>
public sealed class SceneInputTests
{
    [Fact]
    public async Task Directory_is_no_input_of_a_scene_that_takes_a_file()
    {
        var run = await CliRun.OfAsync("demo", "--only", "remoting", "--input", AppContext.BaseDirectory);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"The scene 'remoting' takes a file as --input, and '{AppContext.BaseDirectory}' is a directory.\n", run.Error);
    }

    [Fact]
    public async Task File_is_no_input_of_a_scene_that_takes_a_directory()
    {
        var file = typeof(SceneInputTests).Assembly.Location;

        var run = await CliRun.OfAsync("demo", "--only", "jobs", "--input", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"The scene 'jobs' takes a directory as --input, and '{file}' is a file.\n", run.Error);
    }

    [Fact]
    public async Task Scene_that_takes_nothing_refuses_an_input()
    {
        var run = await CliRun.OfAsync("demo", "--only", "space", "--input", AppContext.BaseDirectory);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"The scene 'space' takes nothing as --input, and '{AppContext.BaseDirectory}' is a directory.\n", run.Error);
    }
}
