namespace Ringleader.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Version_prints_name_and_number()
    {
        var run = await CliRun.OfAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^ringleader \d+\.\d+\.\d+\n$", run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_lists_the_commands_and_where_to_begin(string option)
    {
        var run = await CliRun.OfAsync(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("demo", run.Output, StringComparison.Ordinal);
        Assert.Contains("call <URI> <METHOD>", run.Output, StringComparison.Ordinal);
        Assert.Contains("Begin with:\n  ringleader demo", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_does_not_list_the_processes_of_scenes()
    {
        var run = await CliRun.OfAsync("--help");

        Assert.DoesNotContain("demo-", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call", "ringleader call druby://localhost:8787 add 1 2")]
    [InlineData("demo", "ringleader demo --only remoting")]
    [InlineData("ring", "ringleader ring serve -d")]
    [InlineData("jobs", "ringleader jobs work --commands")]
    [InlineData("space", "ringleader space take '[\"job\", null]' --timeout 5s")]
    public async Task Help_of_a_command_ends_with_examples(string command, string example)
    {
        var run = await CliRun.OfAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains(example, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_is_wrong_use_and_shows_the_help_on_standard_error()
    {
        var run = await CliRun.OfAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("Commands:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no command 'cal'. Try: ringleader --help", "cal")]
    [InlineData("There is no option '--nope'. Try: ringleader --help", "--nope")]
    [InlineData("Required argument 'URI' missing for command: 'call'. Try: ringleader call --help", "call")]
    [InlineData("There is no scene 'x'. The scenes are: remoting, space, services, jobs.", "demo", "--only", "x")]
    [InlineData("There is no file or directory 'missing.log' for --input.", "demo", "--input", "missing.log")]
    public async Task Wrong_use_is_one_line_on_standard_error(string expected, params string[] args)
    {
        var run = await CliRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(expected + "\n", run.Error);
    }
}
